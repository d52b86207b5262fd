select
    decisions.decision_id,
    decisions.verdict,
    coalesce(one.person_id, decisions.person_id) as person_id,
    coalesce(other.person_id, decisions.other_person_id) as other_person_id,
    decisions.decided_by,
    decisions.decided_at
from staging.person_decisions as decisions
left join staging.person_aliases as one on decisions.person_id = one.earlier_id
left join staging.person_aliases as other on decisions.other_person_id = other.earlier_id
