-- How many persons each area has in the numbers as they stand.
select area_id, count(*) as persons
from core.persons
where not is_erased
group by area_id
order by area_id
