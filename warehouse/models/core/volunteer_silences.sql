with silences as (
    select
        rhythms.*,
        date_diff('day', rhythms.last_active_date, rhythms.status_date) as calendar_days_silent,
        coalesce(today.open_day_number, 0)
            - greatest(rhythms.last_open_day, coalesce(pause_end.open_day_number, rhythms.last_open_day)) as days_silent,
        coalesce(today.open_day_number, 0) - missing.missing_open_day as days_since_missing,
        missing.missing_date,
        missing.activity_id as missing_activity_id,
        case register.declared_role
            when 'core' then getvariable('limit_core_days')
            when 'coordinator' then getvariable('limit_coordinator_days')
            when 'specialist' then getvariable('limit_other_days')
            else getvariable('limit_helper_days')
        end as role_limit_days,
        rhythms.gaps + 1 >= getvariable('events_for_own_rhythm') as has_own_rhythm
    from core.volunteer_rhythms as rhythms
    left join core.calendar as today on rhythms.status_date = today.calendar_date
    left join core.volunteer_register as register on rhythms.person_id = register.person_id
    left join core.calendar as pause_end
        on register.paused_until = pause_end.calendar_date and register.paused_until <= rhythms.status_date
    left join core.missing_registrations as missing
        on rhythms.person_id = missing.person_id and rhythms.status_date = missing.status_date
    where rhythms.last_active_date is not null
),

limits as (
    select
        *,
        case
            when has_own_rhythm
                then greatest(getvariable('at_risk_ratio') * usual_gap_days, getvariable('never_flagged_before_days'))
            else role_limit_days
        end as at_risk_days,
        case
            when has_own_rhythm
                then greatest(getvariable('inactive_ratio') * usual_gap_days, getvariable('never_flagged_before_days'))
            else 2 * role_limit_days
        end as inactive_days
    from silences
)

select
    person_id,
    status_date,
    cast(days_silent as integer) as days_silent,
    cast(calendar_days_silent as integer) as calendar_days_silent,
    has_own_rhythm,
    cast(at_risk_days as double) as at_risk_days,
    cast(inactive_days as double) as inactive_days,
    days_silent > at_risk_days as is_at_risk,
    days_silent > inactive_days as is_inactive,
    days_silent > at_risk_days and coalesce(days_since_missing <= at_risk_days, false) as is_explained_by_missing,
    missing_date,
    missing_activity_id
from limits
