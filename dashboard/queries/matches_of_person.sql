select
    matches.*,
    tasks.task_name,
    activities.activity_name,
    plan.person_id is not null as is_planned,
from marts.task_matches as matches
join core.tasks as tasks using (task_id)
left join core.activities as activities using (activity_id)
left join marts.task_plan as plan using (task_id, person_id)
where matches.person_id = ?
order by matches.rank_for_person nulls last, matches.score desc, tasks.task_name collate da
