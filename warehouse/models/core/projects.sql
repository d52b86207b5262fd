select
    project_name,
    organisation,
    data_controller,
    funder,
    start_date,
    end_date
from staging.projects
