select distinct
    closure_name,
    from_date,
    coalesce(to_date, from_date) as to_date
from staging.closures
where not is_superseded and from_date is not null
union
select
    closure_name,
    from_date,
    to_date
from staging.chosen_closures
