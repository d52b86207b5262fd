select distinct title, milestone_date
from core.milestones
where person_id = $person and milestone_kind = 'course' and title is not null
order by milestone_date nulls last, title collate da
