select
    wave_year,
    area_id,
    area_name,
    theme,
    question,
    answer,
    share_percent,
    respondents,
    reference
from staging.survey_answers
where not is_superseded
qualify row_number() over (
    partition by wave_year, area_id, area_name, theme, question, answer
    order by precedence desc, record_id
) = 1
