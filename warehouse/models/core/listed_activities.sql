with listed as (
    select
        *,
        row_number() over (
            partition by activity_id
            order by is_superseded, recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.activities
    where activity_id is not null
)

select
    activity_id,
    arg_min(activity_name, freshness) filter (where activity_name is not null) as activity_name,
    arg_min(activity_kind, freshness) filter (where activity_kind is not null) as activity_kind,
    arg_min(target_group, freshness) filter (where target_group is not null) as target_group,
    arg_min(focus_area, freshness) filter (where focus_area is not null) as focus_area,
    arg_min(rhythm, freshness) filter (where rhythm is not null) as rhythm,
    arg_min(organisation_id, freshness) filter (where organisation_id is not null) as organisation_id,
    arg_min(area_id, freshness) filter (where area_id is not null) as area_id,
    arg_min(partners, freshness) filter (where partners is not null) as partners,
    arg_min(projects, freshness) filter (where projects is not null) as projects,
    arg_min(start_date, freshness) filter (where start_date is not null) as start_date,
    arg_min(end_date, freshness) filter (where end_date is not null) as end_date,
    arg_min(age_from, freshness) filter (where age_from is not null) as age_from,
    arg_min(age_to, freshness) filter (where age_to is not null) as age_to,
    arg_min(usual_hours, freshness) filter (where usual_hours is not null) as usual_hours,
    arg_min(at_private_address, freshness) filter (where at_private_address is not null) as at_private_address,
    arg_min(owner_name, freshness) filter (where owner_name is not null) as owner_name
from listed
group by activity_id
