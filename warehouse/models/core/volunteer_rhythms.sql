with months as (
    select * from core.volunteer_months
),

activity_to_date as (
    select
        months.person_id,
        months.status_date,
        max(events.event_date) as last_active_date,
        max(events.open_day_number) as last_open_day,
        count(distinct events.session_id) filter (
            where date_diff('day', events.event_date, months.status_date) < getvariable('rhythm_days')
        ) as sessions_365d,
        sum(events.hours) filter (
            where date_diff('day', events.event_date, months.status_date) < getvariable('rhythm_days')
        ) as hours_365d
    from months
    join core.volunteer_events as events
        on months.person_id = events.person_id and events.event_date <= months.status_date
    group by months.person_id, months.status_date
),

gaps_to_date as (
    select
        months.person_id,
        months.status_date,
        count(gaps.gap_days) as gaps,
        sum(gaps.gap_days) as gap_days
    from months
    join core.volunteer_gaps as gaps
        on months.person_id = gaps.person_id
        and gaps.event_date <= months.status_date
        and date_diff('day', gaps.event_date, months.status_date) < getvariable('rhythm_days')
    group by months.person_id, months.status_date
)

select
    months.person_id,
    months.status_date,
    activity.last_active_date,
    activity.last_open_day,
    cast(coalesce(activity.sessions_365d, 0) as integer) as sessions_365d,
    coalesce(activity.hours_365d, 0.0) as hours_365d,
    cast(coalesce(gaps.gaps, 0) as integer) as gaps,
    cast(coalesce(gaps.gap_days, 0) as double) as gap_days,
    (coalesce(gaps.gap_days, 0) + getvariable('typical_gap_weight') * typical_gaps.typical_gap_days)
        / (coalesce(gaps.gaps, 0) + getvariable('typical_gap_weight')) as usual_gap_days
from months
join core.typical_gaps as typical_gaps on months.status_date = typical_gaps.status_date
left join activity_to_date as activity
    on months.person_id = activity.person_id and months.status_date = activity.status_date
left join gaps_to_date as gaps
    on months.person_id = gaps.person_id and months.status_date = gaps.status_date
