with mentions as (
    select
        *,
        row_number() over (
            partition by person_id order by recorded_date desc nulls last, precedence desc, record_id
        ) as freshness
    from staging.mentions
    where person_id is not null and source is distinct from 'correction'
),

fields as (
    select unnest(
        ['full_name', 'email', 'phone', 'birth_year', 'gender', 'street', 'postal_code', 'area_id', 'language']
    ) as field
),

said as (
    select
        mentions.person_id,
        fields.field,
        case fields.field
            when 'full_name' then mentions.full_name
            when 'email' then mentions.email
            when 'phone' then mentions.phone
            when 'birth_year' then cast(mentions.birth_year as varchar)
            when 'gender' then mentions.gender
            when 'street' then mentions.street
            when 'postal_code' then mentions.postal_code
            when 'area_id' then nullif(mentions.area_id, 'ukendt')
            when 'language' then mentions.language
        end as value,
        mentions.source,
        mentions.row_id,
        mentions.recorded_date,
        mentions.freshness
    from mentions
    cross join fields
)

select
    person_id,
    field,
    value,
    arg_min(source, freshness) as source,
    arg_min(row_id, freshness) as row_id,
    min(recorded_date) as first_said_date,
    max(recorded_date) as last_said_date,
    cast(count(*) as integer) as times_said,
    cast(min(freshness) as integer) as freshness
from said
where value is not null
group by person_id, field, value
