with answers as (
    select
        volunteers.person_id,
        consent.purpose,
        consent.is_given,
        volunteers.consent_text_version as text_version,
        coalesce(volunteers.registered_date, volunteers.answered_date, volunteers.recorded_date) as registered_on,
        coalesce(volunteers.answered_date, volunteers.recorded_date, volunteers.registered_date) as answered_on,
        volunteers.precedence,
        volunteers.record_id
    from staging.volunteers as volunteers
    cross join lateral (
        values
        ('contact', volunteers.contact_consent),
        ('guardian', volunteers.guardian_consent),
        ('origin', volunteers.origin_consent)
    ) as consent(purpose, is_given)
    where volunteers.person_id is not null and consent.is_given is not null
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
