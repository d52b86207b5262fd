select distinct
    person_id,
    milestone_date,
    milestone_kind,
    title
from staging.milestones
where person_id is not null and not is_superseded
