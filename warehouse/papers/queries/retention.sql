select *
from marts.retention_points
order by days
