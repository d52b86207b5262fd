select
    periods.approval_id,
    periods.period_kind,
    periods.period_start,
    periods.period_end,
    periods.approved_at,
    periods.figures_hash,
    cast(count(changes.metric_id) as integer) as changed_figures
from marts.approved_periods as periods
left join shown.changes_since_approval as changes on periods.approval_id = changes.approval_id
group by
    periods.approval_id, periods.period_kind, periods.period_start, periods.period_end,
    periods.approved_at, periods.figures_hash
