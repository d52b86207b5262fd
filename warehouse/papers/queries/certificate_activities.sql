-- What one person has done as a volunteer, activity by activity.
select
    activities.activity_name,
    count(distinct attendances.session_id) as times,
    count(distinct attendances.session_id) filter (where attendances.role = 'coordinator') as times_as_coordinator,
    sum(attendances.hours) as hours,
    min(attendances.session_date) as first_date,
    max(attendances.session_date) as last_date
from core.attendances as attendances
join core.activities as activities using (activity_id)
where attendances.person_id = $person and attendances.role in ('volunteer', 'coordinator')
group by activities.activity_name
order by hours desc nulls last, times desc, activities.activity_name collate da
