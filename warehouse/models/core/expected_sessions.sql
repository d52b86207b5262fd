with held as (
    select
        spans.activity_id,
        case
            when spans.rhythm = 'monthly' then cast(date_trunc('month', sessions.session_date) as date)
            else cast(date_trunc('week', sessions.session_date) as date)
        end as slot_start,
        count(distinct sessions.session_date) as sessions
    from core.activity_spans as spans
    join core.sessions as sessions on spans.activity_id = sessions.activity_id
    group by 1, 2
)

select
    planned.activity_id,
    planned.planned_date as expected_date,
    planned.area_id,
    planned.target_group,
    coalesce(held.sessions, 0) >= row_number() over (
        partition by planned.activity_id, planned.slot_start order by planned.planned_date
    ) as is_registered
from core.planned_sessions as planned
left join held on planned.activity_id = held.activity_id and planned.slot_start = held.slot_start
where planned.planned_date <= getvariable('closed_through')
