with answers as (
    select
        volunteers.*,
        coalesce(volunteers.registered_date, volunteers.answered_date, volunteers.recorded_date) as registered_on,
        row_number() over (
            partition by volunteers.person_id
            order by volunteers.is_superseded, volunteers.recorded_date desc nulls last,
                volunteers.precedence desc, volunteers.record_id
        ) as freshness
    from staging.volunteers as volunteers
    join core.persons as persons on volunteers.person_id = persons.person_id
    where not persons.is_staff
),

fields as (
    select unnest(
        [
            'registered_date', 'recruitment_channel', 'declared_role', 'primary_motive', 'other_motives', 'competences',
            'task_preferences', 'availability', 'contact_consent', 'guardian_consent', 'contact_person',
            'child_certificate_date', 'status_note'
        ]
    ) as field
),

said as (
    select
        answers.person_id, fields.field, answers.source, answers.row_id, answers.recorded_date, answers.freshness,
        case fields.field
            when 'registered_date' then cast(answers.registered_on as varchar)
            when 'recruitment_channel' then answers.recruitment_channel
            when 'declared_role' then answers.declared_role
            when 'primary_motive' then answers.primary_motive
            when 'other_motives' then answers.other_motives
            when 'competences' then answers.competences
            when 'task_preferences' then answers.task_preferences
            when 'availability' then answers.availability
            when 'contact_consent' then case when answers.contact_consent then 'true' else 'false' end
            when 'guardian_consent' then case when answers.guardian_consent then 'true' else 'false' end
            when 'contact_person' then answers.contact_person
            when 'child_certificate_date' then cast(answers.child_certificate_date as varchar)
            when 'status_note' then answers.status_note
        end as value
    from answers
    cross join fields
    where (fields.field <> 'contact_consent' or answers.contact_consent is not null)
        and (fields.field <> 'guardian_consent' or answers.guardian_consent is not null)
)

select
    person_id,
    field,
    value,
    arg_min(source, freshness) as source,
    arg_min(row_id, freshness) as row_id,
    min(recorded_date) as first_said_date,
    max(recorded_date) as last_said_date,
    cast(count(*) as integer) as times_said,
    cast(min(freshness) as integer) as freshness
from said
where value is not null
group by person_id, field, value
