-- What staff have corrected of one person and not withdrawn.
select
    corrections.*,
    activities.activity_name,
from core.corrections as corrections
left join core.activities as activities using (activity_id)
where
    corrections.person_id = ?
    and corrections.is_in_force
order by corrections.made_date desc, corrections.made_time desc
