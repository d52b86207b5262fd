with answers as (
    select
        volunteers.*,
        row_number() over (
            partition by volunteers.person_id
            order by volunteers.is_superseded, volunteers.recorded_date desc nulls last,
                volunteers.precedence desc, volunteers.record_id
        ) as freshness
    from staging.volunteers as volunteers
    join core.persons as persons on volunteers.person_id = persons.person_id
    where not persons.is_staff
),

status_answers as (
    select person_id, status_note, status_reason, coalesce(status_date, recorded_date) as status_date, paused_until
    from answers
    where status_note is not null
    qualify row_number() over (partition by person_id order by freshness) = 1
),

golden_records as (
    select
        person_id,
        min(coalesce(registered_date, answered_date, recorded_date)) as registered_date,
        arg_min(recruitment_channel, freshness) filter (where recruitment_channel is not null) as recruitment_channel,
        arg_min(declared_role, freshness) filter (where declared_role is not null) as declared_role,
        arg_min(primary_motive, freshness) filter (where primary_motive is not null) as primary_motive,
        arg_min(other_motives, freshness) filter (where other_motives is not null) as other_motives,
        arg_min(competences, freshness) filter (where competences is not null) as competences,
        arg_min(task_preferences, freshness) filter (where task_preferences is not null) as task_preferences,
        arg_min(availability, freshness) filter (where availability is not null) as availability,
        arg_min(contact_consent, freshness) filter (where contact_consent is not null) as contact_consent,
        arg_min(guardian_consent, freshness) filter (where guardian_consent is not null) as guardian_consent,
        arg_min(contact_person, freshness) filter (where contact_person is not null) as contact_person,
        max(child_certificate_date) as child_certificate_date,
        -- a consent taken back says nothing of the rest
        max(recorded_date) filter (where source is distinct from 'consent_withdrawal') as last_confirmed_date
    from answers
    group by person_id
)

select
    golden_records.person_id,
    coalesce(golden_records.registered_date, persons.first_seen_date, getvariable('as_of')) as registered_date,
    golden_records.recruitment_channel,
    golden_records.declared_role,
    golden_records.primary_motive,
    golden_records.other_motives,
    golden_records.competences,
    golden_records.task_preferences,
    golden_records.availability,
    golden_records.contact_consent,
    golden_records.guardian_consent,
    golden_records.contact_person,
    golden_records.last_confirmed_date,
    status_answers.status_note,
    status_answers.status_reason,
    status_answers.status_date,
    status_answers.paused_until,
    golden_records.child_certificate_date
from golden_records
join core.persons as persons on golden_records.person_id = persons.person_id
left join status_answers on golden_records.person_id = status_answers.person_id
