with listed as (
    select
        *,
        row_number() over (
            partition by organisation_id
            order by is_superseded, recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.organisations
    where organisation_id is not null
),

named_elsewhere as (
    select organisation_id, organisation_name from staging.activities where organisation_id is not null
    union
    select organisation_id, organisation_name from staging.memberships where organisation_id is not null
),

known as (
    select
        organisation_id,
        arg_min(organisation_name, freshness) filter (where organisation_name is not null) as organisation_name,
        arg_min(organisation_kind, freshness) filter (where organisation_kind is not null) as organisation_kind,
        arg_min(area_id, freshness) filter (where area_id is not null) as area_id,
        arg_min(support_given, freshness) filter (where support_given is not null) as support_given,
        arg_min(contact_name, freshness) filter (where contact_name is not null) as contact_name,
        true as is_listed
    from listed
    group by organisation_id
    union all
    select organisation_id, min(organisation_name), null, null, null, null, false
    from named_elsewhere
    where organisation_id not in (select organisation_id from listed)
    group by organisation_id
)

select
    organisation_id,
    organisation_name,
    coalesce(organisation_kind, 'other') as organisation_kind,
    area_id,
    support_given,
    contact_name,
    is_listed
from known
