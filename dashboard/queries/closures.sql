select closure_name, from_date, to_date
from core.closures
order by from_date desc, closure_name collate da
