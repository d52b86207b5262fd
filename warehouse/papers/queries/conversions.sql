select *
from marts.pathway_conversions
order by sort_order
