select
    person_id,
    record_key,
    key_hash
from staging.person_keys
