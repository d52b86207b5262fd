with held as (
    select
        activity_id,
        count(*) filter (where needed_volunteers is not null) as sessions_judged,
        count(*) filter (where needed_volunteers) as sessions_needing_volunteers,
        median((headcount_low + headcount_high) / 2) as usual_headcount
    from core.sessions
    where session_date <= getvariable('as_of')
    group by activity_id
),

people as (
    select
        activity_id,
        count(distinct person_id) filter (where role = 'participant') as participants,
        count(*) filter (where role = 'participant') as participations,
        count(distinct person_id) filter (where role in ('volunteer', 'coordinator')) as volunteers
    from core.attendances
    group by activity_id
),

carried as (
    select activity_id, count(*) as recent_volunteers, max(share) as largest_share
    from core.activity_carriers
    group by activity_id
)

select
    activities.activity_id,
    activities.activity_name,
    activities.activity_kind,
    activities.target_group,
    activities.area_id,
    activities.organisation_id,
    activities.rhythm,
    registrations.sessions_held,
    registrations.last_session_date,
    registrations.expected_sessions,
    registrations.registered_sessions,
    held.usual_headcount,
    cast(coalesce(people.participants, 0) as integer) as participants,
    cast(coalesce(people.participations, 0) as integer) as participations,
    cast(coalesce(people.volunteers, 0) as integer) as volunteers,
    cast(coalesce(carried.recent_volunteers, 0) as integer) as recent_volunteers,
    carried.largest_share,
    coalesce(carried.recent_volunteers = 1, false)
        and coalesce(activities.rhythm <> 'once', true)
        and coalesce(activities.end_date >= getvariable('as_of'), true) as is_fragile,
    cast(coalesce(held.sessions_judged, 0) as integer) as sessions_judged,
    cast(coalesce(held.sessions_needing_volunteers, 0) as integer) as sessions_needing_volunteers
from core.activities as activities
join marts.data_quality as registrations on activities.activity_id = registrations.activity_id
left join held on activities.activity_id = held.activity_id
left join people on activities.activity_id = people.activity_id
left join carried on activities.activity_id = carried.activity_id
