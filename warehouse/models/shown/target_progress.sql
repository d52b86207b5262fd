with progress as (
    select
        progress.*,
        coalesce(shown_values.is_hidden, false) as is_hidden,
        shown_values.is_from_cell,
        case when shown_values.is_from_cell then shown_values.cell_value else progress.value end as shown_value,
        case when shown_values.is_from_cell then shown_values.cell_value_low else progress.value_low end as shown_low,
        case when shown_values.is_from_cell then shown_values.cell_value_high else progress.value_high end as shown_high
    from marts.target_progress as progress
    join shown.target_values as shown_values on progress.target_id = shown_values.target_id
)

select
    target_id,
    metric_id,
    label,
    period_start,
    period_end,
    target,
    case when not is_hidden then shown_value end as value,
    case when not is_hidden then shown_low end as value_low,
    case when not is_hidden then shown_high end as value_high,
    case
        when is_hidden then null
        when not is_from_cell then achievement_pct
        when direction = 'increasing' then 100.0 * shown_value / nullif(target, 0)
        else 100.0 * target / nullif(shown_value, 0)
    end as achievement_pct,
    case when is_hidden then 'not_measured' else status end as status,
    not is_hidden and is_met_at_lower_bound as is_met_at_lower_bound,
    pro_rata,
    case when not is_hidden then forecast end as forecast,
    case when not is_hidden then forecast_low end as forecast_low,
    case when not is_hidden then forecast_high end as forecast_high,
    case when not is_hidden then required_pace end as required_pace,
    unit,
    direction,
    funder,
    project_name,
    step,
    is_finished,
    forecast_method,
    forecast_method_en,
    area_id,
    target_group,
    precision
from progress
