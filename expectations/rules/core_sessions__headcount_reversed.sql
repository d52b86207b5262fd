select session_id,
from core.sessions
where headcount_low > headcount_high
