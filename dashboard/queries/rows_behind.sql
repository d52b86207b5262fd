-- Every row a number is counted from, with names: for staff only, the other file has no such table. Asked like persons_behind.
select
    rows_behind.event_date,
    persons.full_name,
    activities.activity_name,
    areas.area_name,
    rows_behind.amount_low,
    rows_behind.amount,
    rows_behind.amount_high,
from marts.metric_spans as spans
join marts.metric_rows as rows_behind
    on rows_behind.metric_id = spans.metric_id
    and rows_behind.event_date between spans.from_date and spans.to_date
left join core.persons as persons using (person_id)
left join core.activities as activities using (activity_id)
left join core.areas as areas on areas.area_id = rows_behind.area_id
where
    spans.metric_id = $1
    and spans.period_kind = $2
    and spans.period_start = $3
    and spans.period_end = $4
    and ($5 is null or rows_behind.area_id = $5)
    and ($6 is null or rows_behind.target_group = $6)
order by rows_behind.event_date desc, persons.full_name collate da
limit 5000
