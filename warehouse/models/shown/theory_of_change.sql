select
    board.indicator_id,
    board.step,
    board.track,
    board.label,
    board.label_en,
    board.metric_id,
    board.theme,
    board.state,
    cast(date_trunc('month', board.last_date) as date) as last_date,
    board.waves,
    whole.value,
    whole.value_low,
    whole.value_high,
    board.unit,
    board.sort_order
from marts.theory_of_change as board
left join shown.metric_values as whole
    on board.metric_id = whole.metric_id and whole.period_kind = 'project'
    and whole.area_id is null and whole.target_group is null
