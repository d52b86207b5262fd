-- Everyone on the register, with what the list filters by and what it shows.
select
    volunteers.person_id,
    persons.full_name,
    volunteers.status,
    volunteers.status_since,
    statuses.reason,
    statuses.reason_en,
    areas.area_id,
    areas.area_name,
    volunteers.declared_role,
    volunteers.observed_role,
    volunteers.competences,
    volunteers.task_preferences,
    volunteers.availability,
    volunteers.last_active_date,
    volunteers.hours_365d,
    volunteers.sessions_365d,
    volunteers.registered_date,
    statuses.usual_gap_days,
    volunteers.contact_consent,
    case when volunteers.contact_consent is distinct from false then persons.phone end as phone,
    case when volunteers.contact_consent is distinct from false then persons.email end as email,
    volunteers.primary_motive,
    volunteers.contact_person,
    activities.activity_name as usual_activity,
    callers.caller_name as suggested_caller,
from core.volunteers as volunteers
join core.persons as persons using (person_id)
join core.areas as areas on areas.area_id = persons.area_id
join core.volunteer_statuses as statuses
    on statuses.person_id = volunteers.person_id
    and statuses.status_date = (select max(status_date) from core.volunteer_statuses)
left join core.activities as activities on activities.activity_id = volunteers.usual_activity_id
left join marts.familiar_callers as callers on callers.person_id = volunteers.person_id
where volunteers.status <> 'anonymised' and persons.full_name is not null
order by persons.full_name collate da
