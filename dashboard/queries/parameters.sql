select parameter, value
from core.parameters
order by sort_order
