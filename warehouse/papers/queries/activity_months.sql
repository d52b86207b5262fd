select activity_name, target_group, month_start as week_start, held_sessions, missing_sessions
from marts.activity_months
where month_start between $first and $last
order by activity_name collate da, month_start
