select
    row_id,
    'contact_consent' as column_name,
from staging.volunteers
where not is_superseded
    and contact_consent is null
    and coalesce(phone, email) is not null
