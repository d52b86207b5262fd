select activity_name, target_group, month_start, held_sessions, missing_sessions
from marts.activity_months
order by activity_name collate da, month_start
