select
    targets.target_id,
    targets.metric_id,
    targets.label,
    targets.period_start,
    targets.period_end,
    targets.target,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.achievement_pct,
    case
        when spans.elapsed_days = 0 then 'not_started'
        when figures.achievement_pct is null then 'not_measured'
        when figures.is_met_at_lower_bound or (spans.is_finished and figures.achievement_pct >= 100) then 'met'
        when not spans.is_finished and targets.direction = 'increasing' and figures.value >= figures.pro_rata
            then 'on_track'
        when not spans.is_finished and targets.direction = 'decreasing' and figures.value <= targets.target
            then 'on_track'
        when not spans.is_finished then 'at_risk'
        when figures.achievement_pct >= getvariable('target_close_percent') then 'close'
        when figures.achievement_pct >= getvariable('target_behind_percent') then 'behind'
        else 'far_behind'
    end as status,
    figures.is_met_at_lower_bound,
    figures.pro_rata,
    forecasts.forecast,
    forecasts.forecast_low,
    forecasts.forecast_high,
    case
        when not spans.is_finished and targets.direction = 'increasing' and spans.remaining_days > 0
            and figures.counting not in ('share', 'persons_on_date')
            then greatest(targets.target - coalesce(figures.value, 0), 0) / (spans.remaining_days / 30.4375)
    end as required_pace,
    figures.unit,
    targets.direction,
    targets.funder,
    targets.project_name,
    targets.step,
    spans.is_finished,
    case
        when forecasts.target_id is not null then concat(
            'Hvis tempoet i de seneste måneder (højst ', cast(getvariable('forecast_months') as varchar), ') fortsætter i ',
            case when spans.is_by_plan then 'de mødegange, der er planlagt.' else 'de dage, der er tilbage.' end,
            ' Spændet følger af, hvor meget månederne har svinget, og skal holde 95 af 100 gange.'
        )
    end as forecast_method,
    case
        when forecasts.target_id is not null then concat(
            'If the pace of the latest months (', cast(getvariable('forecast_months') as varchar), ' at most) goes on through the ',
            case when spans.is_by_plan then 'sessions that are planned.' else 'days that are left.' end,
            ' The span follows from how much the months have varied, and should hold 95 times of 100.'
        )
    end as forecast_method_en,
    targets.area_id,
    targets.target_group,
    figures.precision
from core.targets as targets
join marts.target_spans as spans on targets.target_id = spans.target_id
join marts.target_figures as figures on targets.target_id = figures.target_id
left join marts.target_forecasts as forecasts on targets.target_id = forecasts.target_id
