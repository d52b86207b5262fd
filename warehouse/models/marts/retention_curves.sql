select
    group_kind,
    group_name,
    days,
    at_risk,
    ended,
    left_pct as still_active_pct,
    low_pct,
    high_pct
from core.survival_curves
where followed_kind = 'staying'
