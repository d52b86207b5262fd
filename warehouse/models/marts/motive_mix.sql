with ranked as (
    select person_id, primary_motive as motive, true as is_primary
    from core.volunteers
    where primary_motive is not null and status not in ('stopped', 'anonymised')
    union
    select person_id, unnest(string_split(other_motives, ';')), false
    from core.volunteers
    where other_motives is not null and status not in ('stopped', 'anonymised')
),

teams as (
    select distinct activity_id, person_id from core.activity_carriers
    union all
    select null, person_id from core.volunteers
)

select
    teams.activity_id,
    ranked.motive,
    cast(count(distinct ranked.person_id) filter (where ranked.is_primary) as integer) as primary_persons,
    cast(count(distinct ranked.person_id) as integer) as persons
from teams
join ranked on teams.person_id = ranked.person_id
group by teams.activity_id, ranked.motive
