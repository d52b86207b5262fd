-- Every row a target's value is counted from, with names: for staff only, the other file has no such table.
select
    rows_behind.event_date,
    persons.full_name,
    activities.activity_name,
    areas.area_name,
    rows_behind.amount_low,
    rows_behind.amount,
    rows_behind.amount_high,
from marts.target_progress as targets
join marts.metric_spans as spans
    on spans.metric_id = targets.metric_id
    and spans.period_kind = 'target'
    and spans.period_start = targets.period_start
    and spans.period_end = targets.period_end
join marts.metric_rows as rows_behind
    on rows_behind.metric_id = targets.metric_id
    and rows_behind.event_date between spans.from_date and spans.to_date
left join core.persons as persons using (person_id)
left join core.activities as activities using (activity_id)
left join core.areas as areas on areas.area_id = rows_behind.area_id
where
    targets.target_id = ?
    and (targets.area_id is null or targets.area_id = rows_behind.area_id)
    and (targets.target_group is null or targets.target_group = rows_behind.target_group)
order by rows_behind.event_date desc, persons.full_name collate da
limit 5000
