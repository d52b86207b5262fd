select
    source,
    source_title,
    entity
from staging.forms
