with days as (
    select
        targets.target_id,
        calendar.calendar_date,
        count(planned.activity_id) as planned_sessions
    from core.targets as targets
    join core.calendar as calendar on calendar.calendar_date between targets.period_start and targets.period_end
    left join core.planned_sessions as planned
        on calendar.calendar_date = planned.planned_date
        and (targets.area_id is null or targets.area_id = planned.area_id)
        and (targets.target_group is null or targets.target_group = planned.target_group)
    group by targets.target_id, calendar.calendar_date
),

months as (
    select
        target_id,
        cast(date_trunc('month', calendar_date) as date) as month_start,
        sum(planned_sessions) as planned,
        coalesce(sum(planned_sessions) filter (where calendar_date <= getvariable('as_of')), 0) as elapsed_planned,
        count(*) filter (where calendar_date <= getvariable('as_of')) as elapsed_days
    from days
    group by 1, 2
),

events as (
    select
        targets.target_id,
        metrics.counting,
        metric_rows.person_id,
        case when metrics.counting = 'sum' then metric_rows.amount else 1.0 end as amount,
        metric_rows.event_date,
        row_number() over (
            partition by targets.target_id, metric_rows.person_id order by metric_rows.event_date, metric_rows.session_id
        ) as time_number
    from core.targets as targets
    join marts.metrics as metrics on targets.metric_id = metrics.metric_id
    join marts.metric_rows as metric_rows
        on targets.metric_id = metric_rows.metric_id
        and metric_rows.event_date between targets.period_start and least(targets.period_end, getvariable('as_of'))
        and (targets.area_id is null or targets.area_id = metric_rows.area_id)
        and (targets.target_group is null or targets.target_group = metric_rows.target_group)
    where metrics.counting in ('distinct_persons', 'rows', 'sum')
),

amounts as (
    select target_id, cast(date_trunc('month', event_date) as date) as month_start, sum(amount) as amount
    from events
    where counting <> 'distinct_persons' or (person_id is not null and time_number = 1)
    group by 1, 2
)

select
    months.target_id,
    months.month_start,
    cast(months.planned as double) as planned,
    cast(months.elapsed_planned as double) as elapsed_planned,
    cast(months.elapsed_days as double) as elapsed_days,
    coalesce(amounts.amount, 0.0) as amount
from months
left join amounts on months.target_id = amounts.target_id and months.month_start = amounts.month_start
