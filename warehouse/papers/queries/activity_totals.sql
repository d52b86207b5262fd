select *
from marts.activity_totals
