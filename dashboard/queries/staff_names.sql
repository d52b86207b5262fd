-- Everybody named as the one who follows up or is responsible, by the name the sheets use.
with named as (
    select staff_name as name from core.follow_ups
    union
    select owner_name as name from core.activities
    union
    select full_name as name from core.persons where is_staff
)

select distinct name
from named
where name is not null
order by name collate da
