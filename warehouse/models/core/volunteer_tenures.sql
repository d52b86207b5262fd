with limits as (
    select
        volunteers.person_id,
        volunteers.status,
        volunteers.recruitment_channel,
        volunteers.last_active_date,
        cast(
            case coalesce(volunteers.observed_role, volunteers.declared_role, 'helper')
                when 'core' then getvariable('limit_core_days')
                when 'coordinator' then getvariable('limit_coordinator_days')
                when 'helper' then getvariable('limit_helper_days')
                else getvariable('limit_other_days')
            end
            as integer
        ) as limit_days
    from core.volunteers as volunteers
),

tenures as (
    select
        limits.person_id,
        limits.recruitment_channel,
        steps.help_date as started_date,
        cast(date_diff('day', steps.help_date, limits.last_active_date) as integer) as active_days,
        cast(date_diff('day', steps.help_date, getvariable('as_of')) - limits.limit_days as integer) as known_days,
        limits.status in ('inactive', 'stopped') as has_lapsed
    from limits
    join core.pathway_steps as steps on limits.person_id = steps.person_id
    where steps.help_date is not null
)

select
    person_id,
    recruitment_channel,
    started_date,
    concat(
        cast(date_part('year', started_date) as varchar), '-',
        case when date_part('month', started_date) <= 6 then '1' else '2' end
    ) as cohort,
    case when has_lapsed and active_days <= known_days then active_days else known_days end as days,
    has_lapsed and active_days <= known_days as has_ended
from tenures
where known_days >= 0
