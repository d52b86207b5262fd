with tasks as (
    select
        *,
        row_number() over (
            partition by task_id
            order by is_superseded, recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.tasks
    where task_id is not null
),

listed as (
    select
        task_id,
        arg_min(task_name, freshness) filter (where task_name is not null) as task_name,
        arg_min(activity_id, freshness) filter (where activity_id is not null) as activity_id,
        arg_min(task_role, freshness) filter (where task_role is not null) as task_role,
        arg_min(duration, freshness) filter (where duration is not null) as duration,
        arg_min(here_and_now, freshness) filter (where here_and_now is not null) as here_and_now,
        arg_min(competences, freshness) filter (where competences is not null) as competences,
        arg_min(availability, freshness) filter (where availability is not null) as availability,
        arg_min(benefits, freshness) filter (where benefits is not null) as benefits,
        arg_min(support_needed, freshness) filter (where support_needed is not null) as support_needed,
        arg_min(places, freshness) filter (where places is not null) as places,
        arg_min(area_id, freshness) filter (where area_id is not null) as area_id,
        arg_min(residents_only, freshness) filter (where residents_only is not null) as residents_only,
        arg_min(minimum_age, freshness) filter (where minimum_age is not null) as minimum_age,
        arg_min(start_date, freshness) filter (where start_date is not null) as start_date,
        arg_min(end_date, freshness) filter (where end_date is not null) as end_date,
        arg_min(owner_name, freshness) filter (where owner_name is not null) as owner_name,
        arg_min(updated_date, freshness) filter (where updated_date is not null) as updated_date
    from tasks
    group by task_id
),

mentioned as (
    select task_id, min(task_name) as task_name, min(activity_id) as activity_id
    from staging.engagements
    where task_id is not null and not is_superseded
    group by task_id
)

select
    coalesce(listed.task_id, mentioned.task_id) as task_id,
    coalesce(listed.task_name, mentioned.task_name) as task_name,
    coalesce(listed.activity_id, mentioned.activity_id) as activity_id,
    listed.task_role,
    coalesce(listed.duration, 'regular') as duration,
    coalesce(listed.here_and_now, false) as here_and_now,
    listed.competences,
    listed.availability,
    listed.benefits,
    listed.support_needed,
    listed.places,
    listed.area_id,
    listed.start_date,
    listed.end_date,
    listed.owner_name,
    listed.updated_date,
    coalesce(listed.residents_only, false) as residents_only,
    listed.minimum_age,
    listed.task_id is not null as is_listed
from listed
full join mentioned on listed.task_id = mentioned.task_id
