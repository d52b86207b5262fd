with statements as (
    select
        person_id, field, value, 'correction' as source, row_id, made_by, first_said_date, last_said_date, times_said,
        -number as place
    from core.correction_statements
    union all
    select person_id, field, value, source, row_id, null, first_said_date, last_said_date, times_said, freshness
    from core.person_statements
    union all
    select person_id, field, value, source, row_id, null, first_said_date, last_said_date, times_said, freshness
    from core.answer_statements
),

ranked as (
    select
        *,
        -- registered is the first date, a certificate the last; of everything else the latest answer counts
        row_number() over (
            partition by person_id, field
            order by
                case when field = 'registered_date' then value end,
                case when field = 'child_certificate_date' then value end desc,
                place, value
        ) as rank
    from statements
)

select
    ranked.person_id,
    ranked.field,
    ranked.value,
    ranked.rank = 1 as is_in_force,
    ranked.source,
    forms.source_title,
    sheets.file_name,
    nullif(sheets.sheet, '') as sheet,
    cast(nullif(split_part(ranked.row_id, ':', 3), '') as integer) as row_number,
    ranked.made_by,
    ranked.first_said_date,
    ranked.last_said_date,
    ranked.times_said
from ranked
left join staging.forms as forms on ranked.source = forms.source
left join staging.sheets as sheets
    on split_part(ranked.row_id, ':', 1) = sheets.file_id
    and split_part(ranked.row_id, ':', 2) = cast(sheets.sheet_number as varchar)
