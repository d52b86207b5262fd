-- The persons a number is counted from, one row each: for staff only. Asked with KPI, kind and ends of the period, area, target group.
select
    persons.full_name,
    count(*) as times,
    min(rows_behind.event_date) as first_date,
    max(rows_behind.event_date) as last_date,
    string_agg(distinct activities.activity_name, ', ') as activity_names,
from marts.metric_spans as spans
join marts.metric_rows as rows_behind
    on rows_behind.metric_id = spans.metric_id
    and rows_behind.event_date between spans.from_date and spans.to_date
join core.persons as persons using (person_id)
left join core.activities as activities using (activity_id)
where
    spans.metric_id = $1
    and spans.period_kind = $2
    and spans.period_start = $3
    and spans.period_end = $4
    and ($5 is null or rows_behind.area_id = $5)
    and ($6 is null or rows_behind.target_group = $6)
group by person_id, persons.full_name
order by persons.full_name collate da
