select
    volunteers.person_id,
    cast(null as varchar) as session_id,
    volunteers.usual_activity_id as activity_id,
    volunteers.registered_date as event_date,
    persons.area_id,
    coalesce(activities.target_group, 'unknown') as target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from core.volunteers as volunteers
join core.persons as persons on volunteers.person_id = persons.person_id
left join core.activities as activities on volunteers.usual_activity_id = activities.activity_id
where volunteers.registered_date is not null
