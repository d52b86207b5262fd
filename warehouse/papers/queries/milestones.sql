select *
from marts.milestone_plan
order by array_position(['late', 'coming', 'reached'], status), due_date, milestone collate da
