select
    file_name,
    file_fate = 'waiting' and is_required as is_waited_for,
    source,
    source_title,
    heading,
    field,
    means,
from quality.proposals
order by file_name collate da, heading collate da, likeness desc, field
