select
    group_kind,
    group_id,
    group_name,
    case
        when members > getvariable('small_group')
            then cast(round(1.0 * members / getvariable('round_to')) * getvariable('round_to') as integer)
    end as members
from marts.groups
