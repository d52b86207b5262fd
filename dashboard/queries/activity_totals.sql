select
    sum(activities) as activities,
    sum(fragile_activities) as fragile_activities,
    sum(sessions_judged) as sessions_judged,
    sum(sessions_needing_volunteers) as sessions_needing_volunteers,
from marts.activity_totals
