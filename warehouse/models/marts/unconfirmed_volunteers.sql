select
    volunteers.person_id,
    persons.full_name,
    volunteers.contact_person,
    volunteers.last_confirmed_date,
    cast(date_diff('day', volunteers.last_confirmed_date, getvariable('as_of')) as integer) as days_unconfirmed
from core.volunteers as volunteers
join core.persons as persons on volunteers.person_id = persons.person_id
where volunteers.status not in ('stopped', 'completed', 'anonymised')
    and (
        volunteers.last_confirmed_date is null
        or date_diff('day', volunteers.last_confirmed_date, getvariable('as_of')) > getvariable('confirm_days')
    )
