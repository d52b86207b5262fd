select *
from marts.survey_changes
order by theme, question, area_name nulls first, answer, later_year
