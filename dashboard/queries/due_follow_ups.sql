-- The latest contact with each person, where it says to be followed up by a day that is near or past, unless the
-- person has come since. The latest promise first.
with latest as (
    select
        *,
        row_number() over (partition by person_id order by contact_date desc nulls last, due_date desc nulls last) as number,
    from core.follow_ups
)

select
    latest.person_id,
    persons.full_name,
    latest.due_date,
    latest.contact_date,
    latest.outcome,
    coalesce(latest.next_step, latest.note, latest.wish) as agreed,
    latest.staff_name,
from latest
join core.persons as persons using (person_id)
left join core.volunteers as volunteers using (person_id)
where
    latest.number = 1
    and latest.due_date <= cast(? as date)
    and coalesce(volunteers.status, 'active') not in ('stopped', 'anonymised')
    and (volunteers.last_active_date is null or volunteers.last_active_date <= latest.contact_date)
order by latest.due_date desc, persons.full_name collate da
