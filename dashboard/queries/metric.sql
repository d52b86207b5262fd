select *
from marts.metrics
where metric_id = ?
