select activity_name, week_start, held_sessions, missing_sessions, first_missing_date
from marts.activity_weeks
order by activity_name collate da, week_start
