-- Whom each member of staff owes a call: what was promised, and who has gone quiet. A person has one owner: whoever had
-- the latest contact, else the member of staff who has met the person most.
with latest as (
    select
        person_id,
        contact_date,
        due_date,
        staff_name,
        row_number() over (partition by person_id order by contact_date desc nulls last, due_date desc nulls last) as number
    from core.follow_ups
),

staff_callers as (
    select
        callers.person_id,
        callers.caller_name
    from marts.familiar_callers as callers
    join core.persons as persons on callers.caller_id = persons.person_id
    where persons.is_staff
),

reachable as (
    select
        persons.person_id,
        volunteers.last_active_date
    from core.persons as persons
    left join core.volunteers as volunteers on persons.person_id = volunteers.person_id
    where not persons.is_erased and coalesce(volunteers.status, 'active') not in ('stopped', 'anonymised')
),

promised as (
    select
        latest.person_id,
        latest.staff_name as owner_name,
        latest.due_date
    from latest
    join reachable on latest.person_id = reachable.person_id
    where
        latest.number = 1
        and latest.due_date is not null
        and (reachable.last_active_date is null or reachable.last_active_date <= latest.contact_date)
),

quiet as (
    select
        inactive.person_id,
        coalesce(latest.staff_name, staff_callers.caller_name) as owner_name
    from marts.inactive_volunteers as inactive
    join reachable on inactive.person_id = reachable.person_id
    left join latest on inactive.person_id = latest.person_id and latest.number = 1
    left join staff_callers on inactive.person_id = staff_callers.person_id
    where
        inactive.status in ('at_risk', 'inactive', 'never_started', 'returned')
        and coalesce(inactive.contact_consent, true)
        and (latest.contact_date is null or date_diff('day', latest.contact_date, getvariable('as_of')) >= getvariable('call_rest_days'))
        and inactive.person_id not in (select person_id from promised)
)

select person_id, owner_name, 'promised' as reason_to_call, due_date from promised
union all
select person_id, owner_name, 'gone_quiet' as reason_to_call, cast(null as date) as due_date from quiet
