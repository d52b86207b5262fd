select distinct
    person_id,
    recognition_date,
    recognition_kind,
    occasion,
    coalesce(is_invited, has_attended, false) as is_invited,
    has_attended
from staging.recognitions
where person_id is not null and not is_superseded
