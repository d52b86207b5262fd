select
    group_kind,
    group_name,
    days,
    at_risk,
    ended as began,
    left_pct as waiting_pct,
    low_pct,
    high_pct
from core.survival_curves
where followed_kind = 'waiting'
