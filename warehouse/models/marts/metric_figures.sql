select
    metric_id,
    period_kind,
    period_start,
    period_end,
    area_id,
    target_group,
    case counting
        when 'rows' then cast(rows as double)
        when 'sum' then amount
        when 'share' then 100.0 * amount / nullif(rows, 0)
        else greatest(cast(persons as double), largest_headcount)
    end as value,
    case counting
        when 'rows' then cast(rows as double)
        when 'sum' then amount_low
        when 'share' then 100.0 * amount / nullif(rows, 0)
        else greatest(cast(persons as double), largest_headcount)
    end as value_low,
    case counting
        when 'rows' then cast(rows as double)
        when 'sum' then amount_high
        when 'share' then 100.0 * amount / nullif(rows, 0)
        else cast(persons as double) + all_heads
    end as value_high,
    case when counting = 'share' then amount end as numerator,
    case when counting = 'share' then cast(rows as double) end as denominator,
    unit,
    case
        when counting in ('rows', 'share') then 'exact'
        when counting = 'sum' and amount_low < amount_high then 'interval'
        when counting = 'sum' and at_least > 0 then 'at_least'
        when counting = 'sum' and about > 0 then 'ca'
        when counting <> 'sum' and all_heads > 0 then 'interval'
        else 'exact'
    end as precision
from marts.metric_cells
