with places as (
    select distinct session_id, activity_id, session_date, area_id from core.session_places
),

names as (
    select
        session_id,
        count(distinct person_id) filter (where role = 'participant') as participants,
        count(distinct person_id) filter (where role in ('volunteer', 'coordinator')) as volunteers
    from core.attendances
    group by session_id
),

counted as (
    select
        places.session_id,
        coalesce(names.participants, 0) as participants,
        coalesce(names.volunteers, 0) as volunteer_count,
        coalesce(names.participants, 0) > 0
            or (headcounts.headcount_low is null and names.session_id is not null) as is_named
    from places
    left join names on places.session_id = names.session_id
    left join core.headcounts as headcounts on places.session_id = headcounts.session_id
)

select
    places.session_id,
    places.activity_id,
    places.session_date,
    places.area_id,
    coalesce(
        headcounts.session_kind,
        case when activities.activity_kind in ('outing', 'event', 'course', 'holiday') then activities.activity_kind end,
        'ordinary'
    ) as session_kind,
    headcounts.topic,
    coalesce(headcounts.hours, activities.usual_hours) as hours,
    case when counted.is_named then counted.participants else headcounts.headcount_low end as headcount_low,
    case when counted.is_named then counted.participants else headcounts.headcount_high end as headcount_high,
    case when counted.is_named then 'named' else headcounts.headcount_precision end as headcount_precision,
    headcounts.teacher,
    headcounts.teacher_kind,
    headcounts.needed_volunteers,
    counted.volunteer_count
from places
join counted on places.session_id = counted.session_id
join core.activities as activities on places.activity_id = activities.activity_id
left join core.headcounts as headcounts on places.session_id = headcounts.session_id
