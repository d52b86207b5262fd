select
    statuses.person_id,
    cast(null as varchar) as session_id,
    usual.activity_id,
    statuses.status_date as event_date,
    persons.area_id,
    coalesce(activities.target_group, 'unknown') as target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from core.volunteer_statuses as statuses
join core.persons as persons on statuses.person_id = persons.person_id
left join core.usual_activities as usual
    on statuses.person_id = usual.person_id and statuses.status_date = usual.status_date
left join core.activities as activities on usual.activity_id = activities.activity_id
where statuses.status = 'inactive'
