with progress as (
    select
        *,
        area_id is not null or target_group is not null as is_divided,
        unit in ('persons', 'participations', 'hours') as is_about_people
    from marts.target_progress
)

select
    progress.target_id,
    progress.is_divided and progress.is_about_people as is_from_cell,
    case
        when not progress.is_about_people then false
        when cells.metric_id is not null then cells.is_suppressed
        else progress.is_divided or progress.value <= getvariable('small_group')
    end as is_hidden,
    cells.value as cell_value,
    cells.value_low as cell_value_low,
    cells.value_high as cell_value_high
from progress
left join shown.metric_values as cells
    on progress.metric_id = cells.metric_id
    and progress.period_start = cells.period_start
    and progress.period_end = cells.period_end
    and progress.area_id is not distinct from cells.area_id
    and progress.target_group is not distinct from cells.target_group
qualify row_number() over (partition by progress.target_id order by cells.is_suppressed desc, cells.period_kind) = 1
