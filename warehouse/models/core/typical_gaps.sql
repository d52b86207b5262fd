select
    dates.status_date,
    coalesce(median(gaps.gap_days), cast(getvariable('typical_gap_days') as double)) as typical_gap_days
from core.status_dates as dates
left join core.volunteer_gaps as gaps
    on gaps.event_date <= dates.status_date
    and date_diff('day', gaps.event_date, dates.status_date) < getvariable('rhythm_days')
group by dates.status_date
