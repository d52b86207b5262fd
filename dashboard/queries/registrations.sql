select
    activity_name,
    owner_name,
    expected_sessions,
    registered_sessions,
    completeness_pct,
    last_missing_date,
    last_session_date,
from marts.data_quality
where expected_sessions > 0
order by completeness_pct, activity_name collate da
