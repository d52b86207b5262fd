with corrections as (
    select
        corrections.*,
        submitted.row_id,
        row_number() over (
            partition by corrections.person_id
            order by corrections.made_date, corrections.made_time, corrections.correction_id
        ) as number
    from core.corrections as corrections
    join staging.corrections as submitted
        on corrections.correction_id = submitted.correction_id and not submitted.is_superseded
    join core.persons as persons on corrections.person_id = persons.person_id
    where corrections.is_in_force and corrections.session_date is null
),

fields as (
    select unnest(['full_name', 'email', 'phone', 'birth_year']) as field
),

said as (
    select
        corrections.person_id, fields.field, corrections.row_id, corrections.made_by, corrections.made_date, corrections.number,
        case fields.field
            when 'full_name' then corrections.full_name
            when 'email' then corrections.email
            when 'phone' then corrections.phone
            when 'birth_year' then cast(corrections.birth_year as varchar)
        end as value
    from corrections
    cross join fields
)

select
    person_id,
    field,
    value,
    arg_max(row_id, number) as row_id,
    arg_max(made_by, number) as made_by,
    min(made_date) as first_said_date,
    max(made_date) as last_said_date,
    cast(count(*) as integer) as times_said,
    cast(max(number) as integer) as number
from said
where value is not null
group by person_id, field, value
