select
    benefits.task_id,
    motives.person_id,
    sum(motives.weight) over (partition by benefits.task_id, motives.person_id) as share,
    phrases.phrase as words,
    phrases.phrase_en as words_en
from core.task_benefits as benefits
join core.volunteer_motives as motives on benefits.motive = motives.motive
join core.phrases as phrases on motives.motive = phrases.code and phrases.code_list = 'motives'
qualify row_number() over (
    partition by benefits.task_id, motives.person_id order by motives.weight desc, motives.motive
) = 1
