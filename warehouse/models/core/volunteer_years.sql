with dates as (
    select period_end as role_date from core.periods where period_kind = 'half' and period_end <= getvariable('as_of')
    union
    select cast(getvariable('as_of') as date)
),

recent as (
    select
        dates.role_date,
        events.person_id,
        count(distinct events.session_id) as sessions,
        count(distinct events.session_id) filter (where events.role = 'coordinator') as coordinated_sessions,
        count(distinct date_trunc('week', events.event_date)) as weeks,
        coalesce(sum(events.hours), 0.0) as hours
    from core.volunteer_events as events
    join dates
        on events.event_date <= dates.role_date
        and date_diff('day', events.event_date, dates.role_date) < getvariable('rhythm_days')
    where events.session_id is not null
    group by dates.role_date, events.person_id
),

tasks as (
    select
        dates.role_date,
        engagements.person_id,
        count(distinct engagements.task_id) as tasks,
        count(distinct engagements.task_id) filter (where tasks.competences is not null) as tasks_with_competence
    from core.engagements as engagements
    join core.tasks as tasks on engagements.task_id = tasks.task_id
    join dates on coalesce(engagements.from_date, dates.role_date) <= dates.role_date
    group by dates.role_date, engagements.person_id
),

offices as (
    select distinct dates.role_date, memberships.person_id
    from core.memberships as memberships
    join dates
        on coalesce(memberships.from_date, dates.role_date) <= dates.role_date
        and (memberships.to_date is null or memberships.to_date >= dates.role_date)
    where memberships.role = 'board'
)

select
    recent.role_date,
    recent.person_id,
    recent.sessions,
    recent.coordinated_sessions,
    recent.weeks,
    recent.hours,
    cume_dist() over (partition by recent.role_date order by recent.hours) as hours_share,
    count(*) over (partition by recent.role_date) as active_volunteers,
    coalesce(tasks.tasks, 0) as tasks,
    coalesce(tasks.tasks_with_competence, 0) as tasks_with_competence,
    offices.person_id is not null as has_office
from recent
left join tasks on recent.person_id = tasks.person_id and recent.role_date = tasks.role_date
left join offices on recent.person_id = offices.person_id and recent.role_date = offices.role_date
