select
    target_group,
    target_group_name,
    sort_order
from staging.target_groups
