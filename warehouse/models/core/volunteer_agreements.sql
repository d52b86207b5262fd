with said as (
    select
        person_id, cast(null as varchar) as activity_id, status_note as agreement,
        status_date as since_date, paused_until as until_date, true as is_about_everything
    from core.volunteer_register
    where status_note in ('stopped', 'paused', 'completed')
    union all
    select follow_ups.person_id, null, 'stopped', follow_ups.contact_date, null, true
    from core.follow_ups as follow_ups
    left join core.volunteer_register as register
        on follow_ups.person_id = register.person_id
        and register.status_note = 'active' and register.status_date > follow_ups.contact_date
    where follow_ups.outcome = 'stopped' and register.person_id is null
    union all
    select person_id, activity_id, 'completed', coalesce(to_date, committed_until), null, false
    from core.engagements
    where (outcome = 'completed' or committed_until is not null) and coalesce(to_date, committed_until) is not null
),

in_force as (
    select
        rhythms.person_id,
        rhythms.status_date,
        said.agreement,
        said.since_date,
        said.until_date
    from core.volunteer_rhythms as rhythms
    join said on rhythms.person_id = said.person_id
    left join core.volunteer_commitments as commitments
        on rhythms.person_id = commitments.person_id and rhythms.status_date = commitments.status_date
    left join core.usual_activities as usual
        on rhythms.person_id = usual.person_id and rhythms.status_date = usual.status_date
    where coalesce(said.since_date, rhythms.status_date) <= rhythms.status_date
        and (
            rhythms.last_active_date is null
            or rhythms.last_active_date <= coalesce(said.since_date, rhythms.status_date)
        )
        and (said.agreement <> 'paused' or said.until_date is null or said.until_date >= rhythms.status_date)
        and (
            said.is_about_everything
            or (
                commitments.person_id is null
                and (usual.activity_id is null or usual.activity_id = said.activity_id)
            )
        )
)

select
    person_id,
    status_date,
    agreement,
    since_date,
    until_date
from in_force
qualify row_number() over (
    partition by person_id, status_date
    order by
        case agreement when 'stopped' then 1 when 'completed' then 2 else 3 end,
        since_date desc nulls last,
        until_date desc nulls last
) = 1
