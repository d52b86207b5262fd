select
    target_group,
    cast(count(*) as integer) as activities,
    cast(count(*) filter (where is_fragile) as integer) as fragile_activities,
    cast(sum(sessions_judged) as integer) as sessions_judged,
    cast(sum(sessions_needing_volunteers) as integer) as sessions_needing_volunteers
from marts.activities
where sessions_held > 0
group by target_group
