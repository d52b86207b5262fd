select
    activity_name,
    target_group,
    sum(held_sessions) as held_sessions,
    sum(missing_sessions) as missing_sessions
from marts.activity_months
where month_start between $first and $last
group by activity_name, target_group
order by target_group, activity_name collate da
