select
    row_id,
    'guardian_consent' as column_name,
from staging.volunteers
where not is_superseded
    and year(getvariable('as_of')) - birth_year < 18
    and guardian_consent is not true
