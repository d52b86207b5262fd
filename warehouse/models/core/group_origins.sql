with answers as (
    select
        person_id,
        origin,
        coalesce(origin_consent, false) as is_consented,
        row_number() over (
            partition by person_id order by recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.volunteers
    cross join core.meeting_window as meeting_window
    where person_id is not null and not is_superseded
        and (origin is not null or origin_consent is not null)
        and coalesce(recorded_date, meeting_window.to_date) <= meeting_window.to_date
),

counted as (
    select members.group_kind, members.group_id, answers.origin as category, count(*) as persons
    from (
        select group_kind, group_id, person_id from core.group_members
        union
        select 'everyone', 'everyone', person_id from core.group_members
    ) as members
    join answers on members.person_id = answers.person_id
    where answers.freshness = 1 and answers.is_consented and answers.origin is not null
    group by members.group_kind, members.group_id, answers.origin
)

select
    group_kind,
    group_id,
    category,
    cast(persons as integer) as persons
from counted
qualify sum(persons) over (partition by group_kind, group_id) >= getvariable('composition_persons')
    and min(persons) over (partition by group_kind, group_id) >= getvariable('origin_smallest')
    and count(*) over (partition by group_kind, group_id) > 1
