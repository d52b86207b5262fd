-- The latest nights that were published, the newest first.
select
    finished_at,
    as_of,
    files_taken,
    files_waiting,
    files_rejected,
    rows_loaded,
    rows_to_mend,
    checks_passed,
    checks_warned,
    checks_failed,
from quality.runs
where snapshot_id is not null
order by finished_at desc nulls last
limit 60
