select contact_date, channel, outcome, note, wish, next_step, due_date, staff_name
from core.follow_ups
where person_id = ?
order by contact_date desc nulls last
