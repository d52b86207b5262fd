-- The checks of what a KPI rests on that did not pass, the gravest first.
select
    results.severity,
    results.failed_rows,
    results.description,
    results.description_en,
from marts.metric_tables as behind
join quality.results as results using (table_name)
where behind.metric_id = ? and not results.success
order by array_position(['critical', 'warning', 'info'], results.severity), results.table_name, results.rule
