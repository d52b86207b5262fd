with others as (
    select person_id, unnest(string_split(other_motives, ';')) as motive
    from core.volunteers
    where other_motives is not null
),

unranked as (
    select
        others.person_id,
        others.motive,
        count(*) over (partition by others.person_id) as motives
    from others
    join core.volunteers as volunteers on others.person_id = volunteers.person_id
    where volunteers.primary_motive is null or volunteers.primary_motive <> others.motive
)

select person_id, primary_motive as motive, cast(getvariable('match_first_motive') as double) as weight
from core.volunteers
where primary_motive is not null
union all
select
    person_id,
    motive,
    cast(
        (
            getvariable('match_second_motive')
            + case when motives > 1 then getvariable('match_third_motive') else 0 end
        ) / motives
        as double
    )
from unranked
