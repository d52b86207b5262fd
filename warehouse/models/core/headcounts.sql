with counts as (
    select
        sessions.*,
        places.session_id,
        row_number() over (
            partition by places.session_id
            order by sessions.recorded_date desc nulls last, sessions.precedence desc, sessions.record_id
        ) as freshness
    from staging.sessions as sessions
    join core.session_places as places
        on sessions.activity_id = places.activity_id
        and sessions.session_date = places.session_date
        and coalesce(sessions.session_area_id, '') = places.stated_area_id
    where not sessions.is_superseded
)

select
    session_id,
    arg_min(session_kind, freshness) filter (where session_kind is not null) as session_kind,
    arg_min(topic, freshness) filter (where topic is not null) as topic,
    arg_min(teacher, freshness) filter (where teacher is not null) as teacher,
    arg_min(teacher_kind, freshness) filter (where teacher_kind is not null) as teacher_kind,
    arg_min(hours, freshness) filter (where hours is not null) as hours,
    arg_min(headcount_low, freshness) filter (where headcount_low is not null) as headcount_low,
    arg_min(coalesce(headcount_high, headcount_low), freshness)
        filter (where headcount_low is not null) as headcount_high,
    arg_min(coalesce(headcount_precision, 'exact'), freshness)
        filter (where headcount_low is not null) as headcount_precision,
    arg_min(needed_volunteers, freshness) filter (where needed_volunteers is not null) as needed_volunteers
from counts
group by session_id
