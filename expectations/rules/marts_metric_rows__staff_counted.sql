select
    metric_rows.metric_id,
    metric_rows.person_id,
from marts.metric_rows
inner join core.persons using (person_id)
where persons.is_staff
    and metric_rows.metric_id in (
        'distinct_users', 'volunteers_engaged', 'volunteers_registered', 'active_volunteers',
        'inactive_volunteers', 'new_volunteers', 'volunteer_hours'
    )
