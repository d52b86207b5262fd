with spans as (
    select
        target_id,
        period_end <= getvariable('closed_through') as is_finished,
        period_end <= greatest(getvariable('project_end'), getvariable('as_of')) as is_planned_throughout,
        date_diff('day', period_start, period_end) + 1 as days,
        greatest(date_diff('day', period_start, least(period_end, getvariable('as_of'))) + 1, 0) as elapsed_days
    from core.targets
),

plans as (
    select target_id, sum(planned) as planned, sum(elapsed_planned) as elapsed_planned
    from marts.target_months
    group by target_id
),

clocks as (
    select
        spans.*,
        plans.planned,
        plans.elapsed_planned,
        spans.is_planned_throughout and coalesce(plans.elapsed_planned, 0) > 0 as is_by_plan
    from spans
    left join plans on spans.target_id = plans.target_id
)

select
    target_id,
    is_finished,
    cast(days as double) as days,
    cast(case when is_finished then days else elapsed_days end as double) as elapsed_days,
    cast(case when is_finished then 0 else days - elapsed_days end as double) as remaining_days,
    is_by_plan,
    cast(case when is_by_plan then planned - elapsed_planned else days - elapsed_days end as double) as remaining_clock,
    case
        when is_finished then 1.0
        when is_by_plan then 1.0 * elapsed_planned / planned
        else 1.0 * elapsed_days / days
    end as elapsed_share
from clocks
