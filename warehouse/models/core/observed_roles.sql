select
    person_id,
    observed_role
from core.role_histories
where role_date = getvariable('as_of')
