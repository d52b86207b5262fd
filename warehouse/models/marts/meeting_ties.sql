select
    mine.person_id,
    theirs.person_id as other_person_id,
    sum(1.0 / (mine.people - 1)) as weight,
    cast(count(*) as integer) as shared_sessions
from core.meetings as mine
join core.meetings as theirs on mine.session_id = theirs.session_id and mine.person_id < theirs.person_id
group by mine.person_id, theirs.person_id
