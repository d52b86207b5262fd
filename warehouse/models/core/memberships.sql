with memberships as (
    select *
    from staging.memberships
    where person_id is not null and organisation_id is not null and not is_superseded
)

select
    person_id,
    organisation_id,
    coalesce(membership_role, 'member') as role,
    from_date,
    to_date
from memberships
qualify row_number() over (
    partition by person_id, organisation_id, coalesce(membership_role, 'member'), from_date
    order by recorded_date desc nulls last, precedence desc, record_id
) = 1
