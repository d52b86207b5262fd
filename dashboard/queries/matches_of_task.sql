select
    matches.*,
    persons.full_name,
    volunteers.status,
    plan.person_id is not null as is_planned,
from marts.task_matches as matches
join core.persons as persons using (person_id)
join core.volunteers as volunteers using (person_id)
left join marts.task_plan as plan using (task_id, person_id)
where matches.task_id = ?
order by matches.rank nulls last, matches.score desc, persons.full_name collate da
