with said as (
    select
        scores.task_id,
        scores.person_id,
        wishes.words as wish,
        wishes.words_en as wish_en,
        skills.words as skill,
        skills.words_en as skill_en,
        listed.competences is not null and volunteers.competences is not null and skills.words is null as lacks_skill,
        times.words as free,
        times.words_en as free_en,
        listed.availability is not null and volunteers.availability is null as has_not_said_when,
        rewards.words as reward,
        rewards.words_en as reward_en,
        case when tasks.area_id = persons.area_id then areas.area_name end as home,
        case when tasks.area_id is distinct from persons.area_id and scores.nearness = 1 then activities.activity_name end
            as known_activity,
        scores.last_active_date is null as is_unused,
        case
            when idle.days > getvariable('match_idle_days') then cast(round(idle.days / 30.44) as integer)
        end as idle_months,
        scores.is_first_step,
        volunteers.contact_consent is null as is_consent_unknown
    from marts.task_scores as scores
    join marts.open_tasks as tasks on scores.task_id = tasks.task_id
    join core.tasks as listed on scores.task_id = listed.task_id
    join core.volunteers as volunteers on scores.person_id = volunteers.person_id
    join core.persons as persons on scores.person_id = persons.person_id
    left join core.areas as areas on persons.area_id = areas.area_id
    left join core.activities as activities on tasks.activity_id = activities.activity_id
    left join (
        select person_id, date_diff('day', last_active_date, getvariable('as_of')) as days from core.volunteers
    ) as idle on scores.person_id = idle.person_id
    left join marts.task_fits as times
        on scores.task_id = times.task_id and scores.person_id = times.person_id and times.aspect = 'availability'
    left join marts.task_fits as wishes
        on scores.task_id = wishes.task_id and scores.person_id = wishes.person_id and wishes.aspect = 'preference'
    left join marts.task_fits as skills
        on scores.task_id = skills.task_id and scores.person_id = skills.person_id and skills.aspect = 'competence'
    left join marts.task_rewards as rewards
        on scores.task_id = rewards.task_id and scores.person_id = rewards.person_id
),

joined as (
    select
        task_id,
        person_id,
        concat_ws(
            ' · ',
            'vil gerne ' || wish || case when skill = wish then ' og er god til det' else '' end,
            case when skill is distinct from wish then 'er god til at ' || skill end,
            case when lacks_skill then 'mangler erfaring med det' end,
            'kan ' || free,
            case when has_not_said_when then 'har ikke sagt hvornår' end,
            'søger ' || reward,
            'bor i ' || home,
            'kender ' || known_activity,
            case
                when is_unused then 'har aldrig haft en opgave'
                else 'har ikke haft en opgave i ' || idle_months || ' mdr.'
            end,
            case when is_first_step then 'en enkelt opgave her og nu er en god begyndelse' end,
            case when is_consent_unknown then 'samtykke til kontakt er ikke oplyst' end
        ) as explanation,
        concat_ws(
            ' · ',
            'would like to ' || wish_en || case when skill = wish then ' and is good at it' else '' end,
            case when skill is distinct from wish then 'is able to ' || skill_en end,
            case when lacks_skill then 'has no experience with it' end,
            'is available ' || free_en,
            case when has_not_said_when then 'has not said when' end,
            'looks for ' || reward_en,
            'lives in ' || home,
            'knows ' || known_activity,
            case
                when is_unused then 'has never had a task'
                else 'has had no task for ' || idle_months || ' months'
            end,
            case when is_first_step then 'a single task here and now is a good beginning' end,
            case when is_consent_unknown then 'consent to contact is not stated' end
        ) as explanation_en
    from said
)

select
    task_id,
    person_id,
    concat(upper(substr(explanation, 1, 1)), substr(explanation, 2)) as explanation,
    concat(upper(substr(explanation_en, 1, 1)), substr(explanation_en, 2)) as explanation_en
from joined
