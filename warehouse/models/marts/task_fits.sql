with codes as (
    select person_id, 'availability' as aspect, unnest(string_split(availability, ';')) as code from core.volunteers
    union all
    select person_id, 'preference', unnest(string_split(task_preferences, ';')) from core.volunteers
    union all
    select person_id, 'competence', unnest(string_split(competences, ';')) from core.volunteers
),

needs as (
    select task_id, 'availability' as aspect, unnest(string_split(availability, ';')) as code from core.tasks
    union all
    select task_id, 'preference', unnest(string_split(competences, ';')) from core.tasks
    union all
    select task_id, 'competence', unnest(string_split(competences, ';')) from core.tasks
),

sizes as (
    select task_id, aspect, count(*) as codes from needs group by task_id, aspect
),

hits as (
    select
        needs.task_id,
        codes.person_id,
        needs.aspect,
        count(*) as codes,
        min(phrases.phrase) as phrase,
        max(phrases.phrase) as other_phrase,
        min(phrases.phrase_en) as phrase_en,
        max(phrases.phrase_en) as other_phrase_en
    from needs
    join codes on needs.aspect = codes.aspect and needs.code = codes.code
    left join core.phrases as phrases
        on needs.code = phrases.code
        and case needs.aspect when 'availability' then 'availability' else 'competences' end = phrases.code_list
    group by needs.task_id, codes.person_id, needs.aspect
)

select
    hits.task_id,
    hits.person_id,
    hits.aspect,
    1.0 * hits.codes / sizes.codes as share,
    concat(hits.phrase, case when hits.other_phrase > hits.phrase then concat(' og ', hits.other_phrase) else '' end)
        as words,
    concat(
        hits.phrase_en,
        case when hits.other_phrase_en > hits.phrase_en then concat(' and ', hits.other_phrase_en) else '' end
    ) as words_en
from hits
join sizes on hits.task_id = sizes.task_id and hits.aspect = sizes.aspect
