with last_follow_ups as (
    select person_id, max(contact_date) as contact_date from core.follow_ups group by person_id
)

select
    volunteers.person_id,
    volunteers.status,
    volunteers.last_active_date,
    statuses.days_silent,
    statuses.usual_gap_days,
    statuses.reason,
    -- the two are filled when tasks are shared out: warehouse/comeback.py
    cast(null as varchar) as suggested_task_id,
    cast(null as integer) as suggested_turn,
    callers.caller_name as suggested_caller,
    last_follow_ups.contact_date as last_follow_up_date,
    persons.full_name,
    areas.area_name,
    case when coalesce(volunteers.contact_consent, true) then persons.phone end as phone,
    case when coalesce(volunteers.contact_consent, true) then persons.email end as email,
    volunteers.contact_consent,
    volunteers.competences,
    volunteers.task_preferences,
    volunteers.hours_365d,
    volunteers.sessions_365d,
    activities.activity_name as usual_activity,
    statuses.reason_en,
    volunteers.status_since,
    volunteers.declared_role,
    volunteers.observed_role
from core.volunteers as volunteers
join core.persons as persons on volunteers.person_id = persons.person_id
join core.areas as areas on persons.area_id = areas.area_id
join core.volunteer_statuses as statuses
    on volunteers.person_id = statuses.person_id and statuses.status_date = getvariable('as_of')
left join marts.familiar_callers as callers on volunteers.person_id = callers.person_id
left join last_follow_ups on volunteers.person_id = last_follow_ups.person_id
left join core.activities as activities on volunteers.usual_activity_id = activities.activity_id
where volunteers.status in ('inactive', 'at_risk', 'never_started', 'cannot_be_judged', 'returned')
