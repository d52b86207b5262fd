with listed as (
    select * from core.listed_activities
),

mentioned as (
    select activity_id, activity_name from staging.attendances where not is_superseded
    union
    select activity_id, activity_name from staging.sessions where not is_superseded
    union
    select activity_id, activity_name from staging.tasks where not is_superseded
    union
    select activity_id, activity_name from staging.engagements where not is_superseded
),

names as (
    select activity_id, min(activity_name) as activity_name
    from (
        select activity_id, activity_name from mentioned
        union all
        select activity_id, activity_name from listed
    ) as named
    where activity_id is not null
    group by activity_id
)

select
    names.activity_id,
    coalesce(listed.activity_name, names.activity_name) as activity_name,
    coalesce(listed.activity_kind, 'other') as activity_kind,
    coalesce(listed.target_group, 'unknown') as target_group,
    listed.focus_area,
    listed.rhythm,
    listed.organisation_id,
    listed.area_id,
    listed.partners,
    listed.projects,
    listed.start_date,
    listed.end_date,
    listed.age_from,
    listed.age_to,
    listed.usual_hours,
    coalesce(listed.at_private_address, false) as at_private_address,
    coalesce(chosen.owner_name, listed.owner_name) as owner_name,
    listed.activity_id is not null as is_listed
from names
left join listed on names.activity_id = listed.activity_id
left join staging.chosen_owners as chosen on names.activity_id = chosen.activity_id
