select organisations.organisation_name, memberships.role, memberships.from_date, memberships.to_date
from core.memberships as memberships
join core.organisations as organisations using (organisation_id)
where memberships.person_id = $person and memberships.role in ('board', 'instructor')
order by memberships.from_date nulls last, organisations.organisation_name collate da
