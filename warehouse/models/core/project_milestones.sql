with plans as (
    select
        *,
        concat(lower(trim(milestone)), coalesce('.' || lower(project_name), '')) as milestone_id
    from staging.project_milestones
    where not is_superseded and milestone is not null and due_date is not null
)

select
    milestone_id,
    milestone,
    due_date,
    case when reached_date <= getvariable('as_of') then reached_date end as reached_date,
    owner_name,
    project_name,
    step,
    note
from plans
qualify row_number() over (
    partition by milestone_id
    order by recorded_date desc nulls last, precedence desc, record_id
) = 1
