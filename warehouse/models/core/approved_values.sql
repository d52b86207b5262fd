select
    approval_id,
    metric_id,
    area_id,
    target_group,
    value,
    value_low,
    value_high,
    numerator,
    denominator,
    unit,
    precision
from staging.approved_values
