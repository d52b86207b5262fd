with spells as (
    select
        person_id,
        spell_number,
        min(contact_date) as first_date,
        max(contact_date) as last_date,
        min(contact_date) filter (where is_fixed) as fixed_date
    from core.child_contacts
    group by person_id, spell_number
),

latest as (
    select
        person_id,
        first_date,
        last_date,
        lag(last_date) over (partition by person_id order by spell_number) as earlier_last_date,
        least(
            fixed_date,
            case
                when date_diff('day', first_date, last_date) >= getvariable('certificate_contact_days')
                    then first_date + cast(getvariable('certificate_contact_days') as integer)
            end
        ) as needed_from
    from spells
    qualify row_number() over (partition by person_id order by spell_number desc) = 1
)

select
    latest.person_id,
    persons.full_name,
    latest.first_date,
    latest.last_date,
    latest.needed_from,
    volunteers.child_certificate_date,
    case
        when volunteers.child_certificate_date is null then 'missing'
        when volunteers.child_certificate_date <= latest.earlier_last_date then 'outdated'
        else 'obtained'
    end as certificate_state,
    volunteers.child_certificate_date is null
        or coalesce(volunteers.child_certificate_date <= latest.earlier_last_date, false) as is_lacking
from latest
join core.persons as persons on latest.person_id = persons.person_id
join core.volunteers as volunteers on latest.person_id = volunteers.person_id
where latest.needed_from is not null
    and date_diff('day', latest.last_date, getvariable('as_of')) <= getvariable('certificate_break_days')
    and volunteers.status not in ('stopped', 'anonymised')
    and coalesce(date_part('year', getvariable('as_of')) - persons.birth_year >= getvariable('certificate_age'), true)
