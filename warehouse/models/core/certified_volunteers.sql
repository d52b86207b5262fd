with latest as (
    select
        person_id,
        max(contact_date) as last_date,
        max(spell_number) as spell_number
    from core.child_contacts
    group by person_id
),

earlier as (
    select contacts.person_id, max(contacts.contact_date) as earlier_last_date
    from core.child_contacts as contacts
    join latest on contacts.person_id = latest.person_id and contacts.spell_number < latest.spell_number
    group by contacts.person_id
)

select
    volunteers.person_id,
    volunteers.child_certificate_date
from core.volunteers as volunteers
left join latest on volunteers.person_id = latest.person_id
left join earlier on volunteers.person_id = earlier.person_id
where volunteers.child_certificate_date <= getvariable('as_of')
    and volunteers.child_certificate_date > coalesce(earlier.earlier_last_date, cast('1900-01-01' as date))
    and date_diff('day', greatest(volunteers.child_certificate_date, latest.last_date), getvariable('as_of'))
        <= getvariable('certificate_break_days')
