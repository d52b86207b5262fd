with statuses as (
    select * from core.volunteer_statuses
),

today as (
    select statuses.*
    from statuses
    join core.status_dates as dates on statuses.status_date = dates.status_date
    where dates.is_as_of
),

last_other_status as (
    select statuses.person_id, max(statuses.status_date) as status_date
    from statuses
    join today on statuses.person_id = today.person_id and statuses.status <> today.status
    group by statuses.person_id
),

unbroken as (
    select statuses.person_id, min(statuses.status_date) as status_since
    from statuses
    left join last_other_status on statuses.person_id = last_other_status.person_id
    where last_other_status.status_date is null or statuses.status_date > last_other_status.status_date
    group by statuses.person_id
)

select
    today.person_id,
    register.registered_date,
    register.recruitment_channel,
    register.declared_role,
    observed_roles.observed_role,
    register.primary_motive,
    register.other_motives,
    register.competences,
    register.task_preferences,
    register.availability,
    register.contact_consent,
    today.status,
    today.reason as status_reason,
    unbroken.status_since,
    today.last_active_date,
    today.hours_365d,
    today.sessions_365d,
    register.guardian_consent,
    register.contact_person,
    register.status_reason as stated_reason,
    register.last_confirmed_date,
    usual.activity_id as usual_activity_id,
    register.child_certificate_date
from today
left join core.volunteer_register as register on today.person_id = register.person_id
left join core.observed_roles as observed_roles on today.person_id = observed_roles.person_id
left join core.usual_activities as usual
    on today.person_id = usual.person_id and today.status_date = usual.status_date
left join unbroken on today.person_id = unbroken.person_id
