with answers as (
    select
        person_id, 'contact' as purpose, contact_consent as is_given, consent_text_version as text_version,
        coalesce(registered_date, answered_date, recorded_date) as registered_on,
        coalesce(answered_date, recorded_date, registered_date) as answered_on,
        precedence, record_id
    from staging.volunteers
    where person_id is not null and contact_consent is not null
    union all
    select
        person_id, 'guardian', guardian_consent, consent_text_version,
        coalesce(registered_date, answered_date, recorded_date),
        coalesce(answered_date, recorded_date, registered_date),
        precedence, record_id
    from staging.volunteers
    where person_id is not null and guardian_consent is not null
    union all
    select
        person_id, 'origin', origin_consent, consent_text_version,
        coalesce(registered_date, answered_date, recorded_date),
        coalesce(answered_date, recorded_date, registered_date),
        precedence, record_id
    from staging.volunteers
    where person_id is not null and origin_consent is not null
),

in_order as (
    select
        *,
        lag(is_given) over (
            partition by person_id, purpose order by answered_on nulls first, precedence, record_id
        ) as was_given
    from answers
),

changes as (
    select
        *,
        lead(answered_on) over (
            partition by person_id, purpose order by answered_on nulls first, precedence, record_id
        ) as changed_on
    from in_order
    where was_given is null or was_given <> is_given
)

select
    person_id,
    purpose,
    text_version,
    coalesce(answered_on, registered_on) as given_at,
    changed_on as withdrawn_at
from changes
where is_given
