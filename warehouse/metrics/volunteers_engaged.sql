select
    engagements.person_id,
    cast(null as varchar) as session_id,
    engagements.activity_id,
    engagements.from_date as event_date,
    persons.area_id,
    coalesce(activities.target_group, 'unknown') as target_group,
    cast(1 as double) as amount_low,
    cast(1 as double) as amount,
    cast(1 as double) as amount_high
from core.engagements as engagements
join core.persons as persons on engagements.person_id = persons.person_id
left join core.activities as activities on engagements.activity_id = activities.activity_id
where engagements.arranged_by = 'coordinator' and not persons.is_staff and engagements.from_date is not null
