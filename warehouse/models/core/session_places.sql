with stated as (
    select activity_id, session_date, coalesce(session_area_id, '') as stated_area_id
    from staging.attendances
    where not is_superseded and person_id is not null
    union
    select activity_id, session_date, coalesce(session_area_id, '')
    from staging.sessions
    where not is_superseded
),

days as (
    select
        activity_id,
        session_date,
        count(distinct nullif(stated_area_id, '')) as stated_areas,
        max(nullif(stated_area_id, '')) as only_area_id
    from stated
    group by activity_id, session_date
),

placed as (
    select
        stated.activity_id,
        stated.session_date,
        stated.stated_area_id,
        coalesce(
            nullif(stated.stated_area_id, ''),
            case when days.stated_areas = 1 then days.only_area_id end,
            activities.area_id,
            'ukendt'
        ) as area_id
    from stated
    join days on stated.activity_id = days.activity_id and stated.session_date = days.session_date
    join core.activities as activities on stated.activity_id = activities.activity_id
    where stated.session_date <= getvariable('as_of')
)

select
    activity_id,
    session_date,
    stated_area_id,
    area_id,
    concat(
        activity_id,
        '.',
        cast(session_date as varchar),
        case
            when min(area_id) over (partition by activity_id, session_date)
                <> max(area_id) over (partition by activity_id, session_date)
                then concat('.', area_id)
            else ''
        end
    ) as session_id
from placed
