select *
from marts.recognition
where is_due or has_unthanked_milestone
order by last_thanked_date nulls first, hours_365d desc, full_name collate da
