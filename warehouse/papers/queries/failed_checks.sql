select table_name, rule, severity, failed_rows, description, description_en
from quality.results
where not success
order by array_position(['critical', 'warning', 'info'], severity), table_name, rule
