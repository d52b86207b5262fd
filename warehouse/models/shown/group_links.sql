select
    group_kind,
    group_id,
    other_kind,
    other_id,
    cast(round(1.0 * persons / getvariable('round_to')) * getvariable('round_to') as integer) as persons
from marts.group_links
where persons > getvariable('small_group')
