with rows_in_spans as (
    select
        spans.period_kind,
        spans.period_start,
        spans.period_end,
        metric_rows.*,
        case when metric_rows.person_id is null then sessions.headcount_precision end as precision
    from marts.metric_spans as spans
    join marts.metric_rows as metric_rows
        on spans.metric_id = metric_rows.metric_id
        and metric_rows.event_date between spans.from_date and spans.to_date
    left join core.sessions as sessions on metric_rows.session_id = sessions.session_id
)

select
    metric_id,
    period_kind,
    period_start,
    period_end,
    area_id,
    target_group,
    count(*) as rows,
    count(distinct person_id) as persons,
    coalesce(max(amount_low) filter (where person_id is null), 0.0) as largest_headcount,
    coalesce(sum(amount_high) filter (where person_id is null), 0.0) as all_heads,
    count(*) filter (where precision = 'ca') as about,
    count(*) filter (where precision = 'at_least') as at_least,
    coalesce(sum(amount_low), 0.0) as amount_low,
    coalesce(sum(amount), 0.0) as amount,
    coalesce(sum(amount_high), 0.0) as amount_high
from rows_in_spans
group by grouping sets (
    (metric_id, period_kind, period_start, period_end),
    (metric_id, period_kind, period_start, period_end, area_id),
    (metric_id, period_kind, period_start, period_end, target_group),
    (metric_id, period_kind, period_start, period_end, area_id, target_group)
)
