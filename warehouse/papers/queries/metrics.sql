select *
from marts.metrics
order by sort_order
