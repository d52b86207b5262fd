with people as (
    select person_id from core.meetings
    union
    select person_id from core.group_members
),

associations as (
    select person_id, count(*) as associations, min(group_id) as group_id
    from core.group_members
    where group_kind = 'association'
    group by person_id
),

family_answers as (
    select
        person_id,
        family_stage,
        row_number() over (
            partition by person_id order by recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.volunteers
    cross join core.meeting_window as meeting_window
    where person_id is not null and not is_superseded and family_stage is not null
        and coalesce(recorded_date, meeting_window.to_date) <= meeting_window.to_date
),

known as (
    select
        persons.person_id,
        persons.area_id,
        persons.is_resident,
        date_part('year', meeting_window.to_date) - persons.birth_year as age,
        associations.associations,
        associations.group_id as association_id
    from people
    join core.persons as persons on people.person_id = persons.person_id
    cross join core.meeting_window as meeting_window
    left join associations on people.person_id = associations.person_id
)

select person_id, 'area' as trait, area_id as category
from known
where area_id <> 'ukendt'
union all
select person_id, 'resident_area', area_id
from known
where is_resident
union all
select
    person_id,
    'age_band',
    case
        when age < 15 then 'under_15'
        when age < 18 then 'from_15'
        when age < 30 then 'from_18'
        when age < 45 then 'from_30'
        when age < 65 then 'from_45'
        else 'from_65'
    end
from known
where age is not null
union all
select person_id, 'minor', case when age < getvariable('adult_age') then 'minor' else 'adult' end
from known
where age is not null
union all
select
    person_id,
    'association',
    case when associations is null then 'none' when associations > 1 then 'several' else association_id end
from known
union all
select family_answers.person_id, 'family_stage', family_answers.family_stage
from family_answers
join people on family_answers.person_id = people.person_id
where family_answers.freshness = 1
