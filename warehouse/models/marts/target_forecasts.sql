with months as (
    select
        months.target_id,
        months.amount,
        case when spans.is_by_plan then months.elapsed_planned else months.elapsed_days end as clock,
        spans.remaining_clock,
        row_number() over (partition by months.target_id order by months.month_start desc) as months_back
    from marts.target_months as months
    join marts.target_spans as spans on months.target_id = spans.target_id
    where not spans.is_finished
        and spans.elapsed_share >= getvariable('forecast_from_share')
        and case when spans.is_by_plan then months.elapsed_planned else months.elapsed_days end > 0
),

paces as (
    select
        target_id,
        max(remaining_clock) as remaining_clock,
        count(*) - 1 as freedom,
        sum(amount) as amount,
        sum(clock) as clock
    from months
    where months_back <= getvariable('forecast_months')
    group by target_id
    having count(*) filter (where amount > 0) >= getvariable('forecast_active_months')
),

unrest as (
    select
        paces.target_id,
        sum(power(months.amount - paces.amount * months.clock / paces.clock, 2) / (paces.amount * months.clock / paces.clock))
            / max(paces.freedom) as dispersion
    from paces
    join months on paces.target_id = months.target_id and months.months_back <= getvariable('forecast_months')
    group by paces.target_id
),

outlooks as (
    select
        paces.target_id,
        paces.amount / paces.clock * paces.remaining_clock as still_to_come,
        greatest(unrest.dispersion, 1) * (1 + paces.remaining_clock / paces.clock) as chance,
        getvariable('forecast_deviations')
            + (power(getvariable('forecast_deviations'), 3) + getvariable('forecast_deviations')) / (4 * paces.freedom)
            + (
                5 * power(getvariable('forecast_deviations'), 5) + 16 * power(getvariable('forecast_deviations'), 3)
                + 3 * getvariable('forecast_deviations')
            ) / (96 * paces.freedom * paces.freedom) as students_t
    from paces
    join unrest on paces.target_id = unrest.target_id
),

deviations as (
    select
        target_id,
        still_to_come,
        sqrt(
            power(students_t, 2) * chance * still_to_come
            + power(getvariable('forecast_deviations') * getvariable('forecast_pace_drift') * still_to_come, 2)
        ) as deviation
    from outlooks
)

select
    figures.target_id,
    figures.value + deviations.still_to_come as forecast,
    greatest(figures.value_low, figures.value_low + deviations.still_to_come - deviations.deviation) as forecast_low,
    figures.value_high + deviations.still_to_come + deviations.deviation as forecast_high
from marts.target_figures as figures
join deviations on figures.target_id = deviations.target_id
where figures.value is not null and figures.counting in ('distinct_persons', 'rows', 'sum')
