-- The persons a target's value is counted from, one row each: for staff only.
select
    persons.full_name,
    count(*) as times,
    min(rows_behind.event_date) as first_date,
    max(rows_behind.event_date) as last_date,
    string_agg(distinct activities.activity_name, ', ') as activity_names,
from marts.target_progress as targets
join marts.metric_spans as spans
    on spans.metric_id = targets.metric_id
    and spans.period_kind = 'target'
    and spans.period_start = targets.period_start
    and spans.period_end = targets.period_end
join marts.metric_rows as rows_behind
    on rows_behind.metric_id = targets.metric_id
    and rows_behind.event_date between spans.from_date and spans.to_date
join core.persons as persons using (person_id)
left join core.activities as activities using (activity_id)
where
    targets.target_id = ?
    and (targets.area_id is null or targets.area_id = rows_behind.area_id)
    and (targets.target_group is null or targets.target_group = rows_behind.target_group)
group by person_id, persons.full_name
order by persons.full_name collate da
