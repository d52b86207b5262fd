select
    record_id,
    person_id,
    entity,
    source,
    row_id,
    recorded_date,
    full_name,
    rule,
    explanation,
    linked_record_id,
    link_weight,
    record_key
from staging.mentions
where person_id is not null
