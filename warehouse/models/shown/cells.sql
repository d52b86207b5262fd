with exact_periods as (
    select metric_id, period_start, period_end
    from core.targets
    where area_id is null and target_group is null
    union
    select metrics.metric_id, periods.period_start, periods.period_end
    from marts.metrics as metrics
    join marts.periods as periods on periods.period_kind = 'project'
),

no_sessions as (
    select by_session.metric_id, held.period_kind, held.period_start, held.area_id, held.target_group
    from (select distinct metric_id from marts.metric_rows where session_id is not null) as by_session
    join marts.metric_values as held on held.metric_id = 'sessions_held'
        and (held.value = 0 or held.target_group = 'volunteers')
),

people_behind as (
    select
        metric_id, period_kind, period_start, area_id, target_group,
        greatest(cast(persons as double), largest_headcount) as people
    from marts.metric_cells
)

select
    metric_values.*,
    metric_values.unit in ('persons', 'participations', 'hours') as is_about_people,
    metric_values.unit in ('persons', 'participations', 'hours')
        and least(metric_values.value, people_behind.people) <= getvariable('small_group')
        and no_sessions.metric_id is null as is_small,
    exact_periods.metric_id is not null
        and metric_values.area_id is null
        and metric_values.target_group is null
        or no_sessions.metric_id is not null as is_exact
from marts.metric_values as metric_values
join people_behind
    on metric_values.metric_id = people_behind.metric_id
    and metric_values.period_kind = people_behind.period_kind
    and metric_values.period_start = people_behind.period_start
    and metric_values.area_id is not distinct from people_behind.area_id
    and metric_values.target_group is not distinct from people_behind.target_group
left join no_sessions
    on metric_values.metric_id = no_sessions.metric_id
    and metric_values.period_kind = no_sessions.period_kind
    and metric_values.period_start = no_sessions.period_start
    and metric_values.area_id is not distinct from no_sessions.area_id
    and metric_values.target_group is not distinct from no_sessions.target_group
left join exact_periods
    on metric_values.metric_id = exact_periods.metric_id
    and metric_values.period_start = exact_periods.period_start
    and metric_values.period_end = exact_periods.period_end
where metric_values.is_finished
    and (metric_values.area_id is null or metric_values.target_group is null)
    and (metric_values.unit <> 'hours' or (metric_values.area_id is null and metric_values.target_group is null))
