select from_date, to_date
from core.meeting_window
