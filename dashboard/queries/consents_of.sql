select purpose, text_version, given_at, withdrawn_at
from core.consents
where person_id = ?
order by given_at desc nulls last
