select
    person_id,
    session_date,
from marts.overlapping_attendances
