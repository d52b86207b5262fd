select
    row_id,
    'share_percent' as column_name,
from staging.survey_answers
where not is_superseded
qualify sum(share_percent) over (partition by wave_year, area_id, theme, question, reference) > 101
