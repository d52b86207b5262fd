select distinct
    tasks.task_id,
    words.motive
from core.tasks as tasks
join staging.benefit_words as words on contains(lower(tasks.benefits), words.word)
