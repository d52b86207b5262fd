with compared as (
    select
        approved.*,
        cells.value as shown_value,
        cells.value_low as shown_low,
        cells.value_high as shown_high,
        cells.is_suppressed as is_hidden_now,
        approved.area_id is null and approved.target_group is null as is_whole,
        approved.unit in ('persons', 'participations', 'hours') as is_about_people,
        case
            when approved.unit in ('persons', 'participations', 'hours') and not known.is_exact
                then getvariable('round_to')
        end as round_to,
        count(changes.metric_id) over (
            partition by approved.approval_id, approved.metric_id, approved.area_id is null, approved.target_group is null
        ) > 0 as has_changed
    from marts.approved_values as approved
    join shown.metric_values as cells
        on approved.metric_id = cells.metric_id
        and approved.period_kind = cells.period_kind
        and approved.period_start = cells.period_start
        and approved.area_id is not distinct from cells.area_id
        and approved.target_group is not distinct from cells.target_group
    join shown.cells as known
        on approved.metric_id = known.metric_id
        and approved.period_kind = known.period_kind
        and approved.period_start = known.period_start
        and approved.area_id is not distinct from known.area_id
        and approved.target_group is not distinct from known.target_group
    left join marts.changes_since_approval as changes
        on approved.approval_id = changes.approval_id
        and approved.metric_id = changes.metric_id
        and approved.area_id is not distinct from changes.area_id
        and approved.target_group is not distinct from changes.target_group
),

judged as (
    select
        *,
        is_hidden_now
            or (has_changed and is_about_people and (not is_whole or value <= getvariable('small_group'))) as is_hidden
    from compared
)

select
    approval_id,
    period_kind,
    period_start,
    period_end,
    metric_id,
    area_id,
    target_group,
    case
        when is_hidden then null
        when has_changed then coalesce(round(value / round_to) * round_to, value)
        else shown_value
    end as value,
    case
        when is_hidden then null
        when has_changed then coalesce(round(value_low / round_to) * round_to, value_low)
        else shown_low
    end as value_low,
    case
        when is_hidden then null
        when has_changed then coalesce(round(value_high / round_to) * round_to, value_high)
        else shown_high
    end as value_high,
    numerator,
    denominator,
    unit,
    precision,
    is_hidden as is_suppressed
from judged
