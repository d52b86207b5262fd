select *
from marts.child_certificates
order by is_lacking desc, needed_from, full_name collate da
