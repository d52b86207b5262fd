select
    milestone_id,
    milestone,
    due_date,
    reached_date,
    owner_name,
    project_name,
    step,
    note,
    case
        when reached_date is not null then 'reached'
        when due_date <= getvariable('closed_through') then 'late'
        else 'coming'
    end as status,
    cast(
        case
            when reached_date is not null then date_diff('day', due_date, reached_date)
            else date_diff('day', due_date, getvariable('as_of'))
        end
        as integer
    ) as days_late
from core.project_milestones
