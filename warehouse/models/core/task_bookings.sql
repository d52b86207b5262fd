select distinct
    engagements.person_id,
    engagements.task_id
from core.engagements as engagements
join core.tasks as tasks on engagements.task_id = tasks.task_id
join core.volunteers as volunteers on engagements.person_id = volunteers.person_id
where coalesce(engagements.outcome, 'ongoing') = 'ongoing'
    and (engagements.to_date is null or engagements.to_date >= getvariable('as_of'))
    and (engagements.committed_until is null or engagements.committed_until >= getvariable('as_of'))
    and (tasks.end_date is null or tasks.end_date >= getvariable('as_of'))
    and volunteers.status not in ('inactive', 'stopped', 'completed', 'anonymised')
