with listed as (
    select person_id from core.volunteers where status = 'inactive'
),

counted as (
    select person_id from metrics.inactive_volunteers where event_date = getvariable('as_of')
)

select coalesce(listed.person_id, counted.person_id) as person_id,
from listed
full join counted using (person_id)
where listed.person_id is null or counted.person_id is null
