-- What has happened after a date: new on the register, gone quiet, come back, and files that came in.
with since as (
    select cast(? as date) as day
)

select 'new_volunteer' as kind, persons.full_name as what, volunteers.registered_date as happened_on, volunteers.person_id
from core.volunteers as volunteers
join core.persons as persons using (person_id)
where volunteers.registered_date > (select day from since)
union all
select volunteers.status, persons.full_name, volunteers.status_since, volunteers.person_id
from core.volunteers as volunteers
join core.persons as persons using (person_id)
where volunteers.status in ('inactive', 'at_risk', 'returned', 'paused', 'stopped')
    and volunteers.status_since > (select day from since)
union all
select 'file', files.file_name, files.first_seen_date, null
from quality.files as files
where files.first_seen_date > (select day from since) and files.fate = 'taken'
order by happened_on desc, kind, what
