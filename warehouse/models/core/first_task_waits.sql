-- what somebody did before the project began is not known, so nor is how long they had waited
select
    register.person_id,
    register.recruitment_channel,
    register.registered_date,
    cast(
        case
            when register.registered_date < getvariable('project_start') or steps.help_date < register.registered_date
                then null
            when steps.help_date is not null then date_diff('day', register.registered_date, steps.help_date)
            when register.status_note in ('stopped', 'completed')
                then greatest(
                    date_diff(
                        'day', register.registered_date,
                        least(coalesce(register.status_date, getvariable('as_of')), getvariable('as_of'))
                    ),
                    0
                )
            else date_diff('day', register.registered_date, getvariable('as_of'))
        end
        as integer
    ) as days,
    register.registered_date >= getvariable('project_start')
        and coalesce(steps.help_date >= register.registered_date, false) as has_begun
from core.volunteer_register as register
left join core.pathway_steps as steps on register.person_id = steps.person_id
where register.registered_date <= getvariable('as_of')
