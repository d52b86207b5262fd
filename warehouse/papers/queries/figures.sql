-- A period's figures: those that were approved, where it is approved, else those of the night.
with chosen as (
    select metric_id, area_id, target_group, value, value_low, value_high, unit, precision, is_suppressed
    from marts.approved_values
    where approval_id = $approval
    union all
    select metric_id, area_id, target_group, value, value_low, value_high, unit, precision, is_suppressed
    from marts.metric_values
    where cast($approval as integer) is null and period_kind = $kind and period_start = $start
)

select
    chosen.*,
    areas.area_name,
    areas.sort_order as area_order
from chosen
join marts.metrics as metrics using (metric_id)
left join core.areas as areas using (area_id)
order by metrics.sort_order, areas.sort_order nulls first, chosen.target_group nulls first
