select
    row_id,
    'metric_name' as column_name,
from staging.targets
where metric_name is not null and metric_id is null
