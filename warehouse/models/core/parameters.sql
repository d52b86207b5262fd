select
    parameter,
    value,
    shipped_value,
    sort_order
from staging.parameters
