select
    volunteers.person_id,
    persons.full_name,
    volunteers.status,
    callers.caller_name,
    callers.shared_sessions,
from core.volunteers as volunteers
join core.persons as persons using (person_id)
left join marts.familiar_callers as callers using (person_id)
where volunteers.person_id in (select person_id from marts.task_matches)
order by persons.full_name collate da, volunteers.person_id
