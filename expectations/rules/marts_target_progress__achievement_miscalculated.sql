select target_id,
from marts.target_progress
where direction = 'increasing'
    and target > 0
    and abs(achievement_pct - 100 * value / target) > 0.1
