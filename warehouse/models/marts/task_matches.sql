with gates as (
    select
        task_id,
        person_id,
        concat_ws(
            ' ',
            max(case when gate = 'stopped' then sentence end), max(case when gate = 'paused' then sentence end),
            max(case when gate = 'contact' then sentence end), max(case when gate = 'age' then sentence end),
            max(case when gate = 'guardian' then sentence end), max(case when gate = 'certificate' then sentence end),
            max(case when gate = 'area' then sentence end), max(case when gate = 'time' then sentence end),
            max(case when gate = 'booked' then sentence end)
        ) as failed_gates,
        concat_ws(
            ' ',
            max(case when gate = 'stopped' then sentence_en end), max(case when gate = 'paused' then sentence_en end),
            max(case when gate = 'contact' then sentence_en end), max(case when gate = 'age' then sentence_en end),
            max(case when gate = 'guardian' then sentence_en end), max(case when gate = 'certificate' then sentence_en end),
            max(case when gate = 'area' then sentence_en end), max(case when gate = 'time' then sentence_en end),
            max(case when gate = 'booked' then sentence_en end)
        ) as failed_gates_en
    from marts.task_gates
    group by task_id, person_id
),

ranked as (
    select
        scores.*,
        gates.failed_gates,
        gates.failed_gates_en,
        row_number() over (
            partition by scores.task_id, gates.failed_gates is null
            order by scores.score desc, scores.last_active_date nulls first, scores.person_id
        ) as place,
        row_number() over (
            partition by scores.person_id, gates.failed_gates is null
            order by scores.is_first_step desc, scores.score desc, scores.task_id
        ) as place_for_person
    from marts.task_scores as scores
    left join gates on scores.task_id = gates.task_id and scores.person_id = gates.person_id
)

select
    ranked.task_id,
    ranked.person_id,
    cast(case when ranked.failed_gates is null then ranked.place end as integer) as rank,
    ranked.score,
    sentences.explanation,
    ranked.failed_gates,
    ranked.is_first_step,
    cast(case when ranked.failed_gates is null then ranked.place_for_person end as integer) as rank_for_person,
    ranked.availability,
    ranked.preference,
    ranked.competence,
    ranked.motive,
    ranked.nearness,
    sentences.explanation_en,
    ranked.failed_gates_en
from ranked
join marts.task_sentences as sentences
    on ranked.task_id = sentences.task_id and ranked.person_id = sentences.person_id
