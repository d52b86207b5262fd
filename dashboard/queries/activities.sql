select
    activities.*,
    areas.area_name,
    core_activities.owner_name,
from marts.activities as activities
join core.activities as core_activities on core_activities.activity_id = activities.activity_id
left join core.areas as areas on areas.area_id = activities.area_id
order by activities.is_fragile desc, activities.last_session_date desc nulls last, activities.activity_name collate da
