select
    milestone_id,
    milestone,
    due_date,
    reached_date,
    project_name,
    step,
    status,
    days_late
from marts.project_milestones
