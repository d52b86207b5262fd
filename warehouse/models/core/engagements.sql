with engagements as (
    select
        engagements.*,
        coalesce(engagements.from_date, engagements.recorded_date) as started_on
    from staging.engagements as engagements
    where engagements.person_id is not null and not engagements.is_superseded
)

select
    person_id,
    task_id,
    role,
    started_on as from_date,
    to_date,
    committed_until,
    outcome,
    activity_id,
    arranged_by
from engagements
where started_on is null or started_on <= getvariable('as_of')
qualify row_number() over (
    partition by person_id, task_id, activity_id, started_on
    order by recorded_date desc nulls last, precedence desc, record_id
) = 1
