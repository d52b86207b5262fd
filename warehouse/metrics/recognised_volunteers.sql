select
    recognitions.person_id,
    cast(null as varchar) as session_id,
    cast(null as varchar) as activity_id,
    recognitions.recognition_date as event_date,
    persons.area_id,
    coalesce(activities.target_group, 'unknown') as target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from core.recognitions as recognitions
join core.persons as persons on recognitions.person_id = persons.person_id
left join core.volunteers as volunteers on recognitions.person_id = volunteers.person_id
left join core.activities as activities on volunteers.usual_activity_id = activities.activity_id
where not persons.is_staff and recognitions.recognition_date is not null and coalesce(recognitions.has_attended, true)
