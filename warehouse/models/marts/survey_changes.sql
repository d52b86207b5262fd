-- an area outside the project is known by its name only
with answers as (
    select
        answers.*,
        case when areas.is_reference_area then areas.area_name else answers.area_name end as shown_area
    from core.survey_answers as answers
    left join core.areas as areas on answers.area_id = areas.area_id
    where answers.question is not null and answers.answer is not null
        and answers.wave_year <= date_part('year', getvariable('as_of'))
),

waves as (
    select
        theme,
        question,
        answer,
        area_id,
        shown_area,
        wave_year,
        share_percent,
        respondents,
        reference,
        lag(wave_year) over same_question as earlier_year,
        lag(share_percent) over same_question as earlier_share,
        lag(respondents) over same_question as earlier_respondents,
        lag(reference) over same_question as earlier_reference
    from answers
    window same_question as (partition by theme, question, answer, area_id, shown_area order by wave_year)
)

select
    theme,
    question,
    answer,
    area_id,
    shown_area as area_name,
    earlier_year,
    wave_year as later_year,
    earlier_share as earlier_share_percent,
    share_percent as later_share_percent,
    share_percent - earlier_share as change_points,
    earlier_respondents,
    respondents as later_respondents,
    earlier_reference,
    reference as later_reference,
    getvariable('forecast_deviations') * sqrt(
        share_percent * (100 - share_percent) / nullif(respondents, 0)
        + earlier_share * (100 - earlier_share) / nullif(earlier_respondents, 0)
    ) as margin_points
from waves
where earlier_year is not null
