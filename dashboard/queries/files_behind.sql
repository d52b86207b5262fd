-- The files a KPI can rest on in a period: of a form that feeds what it reads, saying something of those months.
select
    files.file_name,
    files.source_title,
    files.owner,
    sum(months.row_count) as rows_in_period,
from marts.metric_tables as behind
join core.forms as forms on behind.table_name = 'staging.' || forms.entity
join quality.files as files on files.source = forms.source and files.fate in ('taken', 'unchanged')
join core.file_months as months
    on months.file_name = files.file_name
    and (months.month_start is null or months.month_start between date_trunc('month', cast($2 as date)) and $3)
where behind.metric_id = $1
group by files.file_name, files.source_title, files.owner
order by rows_in_period desc, files.file_name collate da
