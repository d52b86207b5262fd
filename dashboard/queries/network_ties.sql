-- The strongest ties of those who are drawn; more lines than this nobody can tell apart.
select
    ties.person_id,
    ties.other_person_id,
    ties.weight,
    ties.shared_sessions,
from marts.meeting_ties as ties
semi join marts.network_places as places on places.person_id = ties.person_id
semi join marts.network_places as others on others.person_id = ties.other_person_id
where ties.shared_sessions > 1
order by ties.weight desc, ties.person_id, ties.other_person_id
limit 700
