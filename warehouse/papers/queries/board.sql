select *
from marts.theory_of_change
order by step, track desc, sort_order
