select *
from marts.role_drift
order by role_date desc, from_role, to_role
