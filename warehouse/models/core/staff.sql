with staff as (
    select * from staging.staff where person_id is not null and not is_superseded
)

select
    person_id,
    title,
    from_date,
    to_date
from staff
qualify row_number() over (
    partition by person_id
    order by recorded_date desc nulls last, precedence desc, record_id
) = 1
