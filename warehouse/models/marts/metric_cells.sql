with areas as (
    select area_id from core.areas
    union all
    select null
),

target_groups as (
    select target_group from core.target_groups
    union all
    select null
)

select
    spans.metric_id,
    spans.period_kind,
    spans.period_start,
    spans.period_end,
    areas.area_id,
    target_groups.target_group,
    metrics.unit,
    metrics.counting,
    coalesce(counts.rows, 0) as rows,
    coalesce(counts.persons, 0) as persons,
    coalesce(counts.largest_headcount, 0.0) as largest_headcount,
    coalesce(counts.all_heads, 0.0) as all_heads,
    coalesce(counts.about, 0) as about,
    coalesce(counts.at_least, 0) as at_least,
    coalesce(counts.amount_low, 0.0) as amount_low,
    coalesce(counts.amount, 0.0) as amount,
    coalesce(counts.amount_high, 0.0) as amount_high
from marts.metric_spans as spans
join marts.metrics as metrics on spans.metric_id = metrics.metric_id
cross join areas
cross join target_groups
left join marts.metric_counts as counts
    on spans.metric_id = counts.metric_id
    and spans.period_kind = counts.period_kind
    and spans.period_start = counts.period_start
    and spans.period_end = counts.period_end
    and areas.area_id is not distinct from counts.area_id
    and target_groups.target_group is not distinct from counts.target_group

