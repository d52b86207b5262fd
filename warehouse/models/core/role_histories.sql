with years as (
    select
        *,
        1.0 * coordinated_sessions / sessions as coordinated_share,
        weeks / 52.0 as weeks_share,
        case
            when active_volunteers < getvariable('core_fixed_below_volunteers')
                then hours >= getvariable('core_fixed_hours')
            else hours_share >= getvariable('core_hours_share')
        end as has_many_hours
    from core.volunteer_years
)

select
    person_id,
    role_date,
    case
        when (has_office or coordinated_share >= getvariable('core_coordinated_share'))
            and has_many_hours
            and weeks_share >= getvariable('core_weeks_share')
            then 'core'
        when coordinated_share >= getvariable('coordinator_share') then 'coordinator'
        when sessions <= getvariable('specialist_sessions')
            or (tasks between 1 and 2 and tasks_with_competence >= getvariable('specialist_task_share') * tasks)
            then 'specialist'
        else 'helper'
    end as observed_role
from years
