select
    table_name,
    rule,
    severity,
    success,
    failed_rows,
    description,
    description_en,
from quality.results
order by success, array_position(['critical', 'warning', 'info'], severity), table_name, rule
