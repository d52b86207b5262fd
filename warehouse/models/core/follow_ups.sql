select distinct
    person_id,
    contact_date,
    channel,
    outcome,
    wish,
    next_step,
    due_date,
    staff_name,
    note
from staging.follow_ups
where person_id is not null and not is_superseded
