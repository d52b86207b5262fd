select *
from quality.runs
order by finished_at desc nulls last
limit 1
