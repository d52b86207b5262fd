with mentions as (
    select
        *,
        row_number() over (
            partition by person_id
            order by case when source = 'correction' then 0 else 1 end, recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.mentions
    where person_id is not null
),

golden_records as (
    select
        person_id,
        arg_min(full_name, freshness) filter (where full_name is not null) as full_name,
        min(recorded_date) filter (where source is distinct from 'correction') as first_seen_date,
        arg_min(email, freshness) filter (where email is not null) as email,
        arg_min(phone, freshness) filter (where phone is not null) as phone,
        arg_min(birth_year, freshness) filter (where birth_year is not null) as birth_year,
        arg_min(gender, freshness) filter (where gender is not null) as gender,
        arg_min(area_id, freshness) filter (where area_id is not null and area_id <> 'ukendt') as area_id,
        arg_min(language, freshness) filter (where language is not null) as language
    from mentions
    group by person_id
)

select
    golden_records.person_id,
    golden_records.full_name,
    golden_records.first_seen_date,
    golden_records.email,
    golden_records.phone,
    golden_records.birth_year,
    golden_records.gender,
    coalesce(areas.area_id, 'ukendt') as area_id,
    case when areas.area_id is not null and areas.area_id <> 'ukendt' then areas.is_reference_area end as is_resident,
    golden_records.language,
    staff.person_id is not null as is_staff,
    golden_records.full_name is null and golden_records.email is null and golden_records.phone is null as is_erased
from golden_records
left join core.areas as areas on golden_records.area_id = areas.area_id
left join core.staff as staff on golden_records.person_id = staff.person_id
