select activity_id, activity_name
from core.activities
order by activity_name collate da
