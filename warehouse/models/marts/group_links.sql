select
    mine.group_kind,
    mine.group_id,
    theirs.group_kind as other_kind,
    theirs.group_id as other_id,
    cast(count(*) as integer) as persons
from core.group_members as mine
join core.group_members as theirs
    on mine.person_id = theirs.person_id
    and concat(mine.group_kind, '.', mine.group_id) < concat(theirs.group_kind, '.', theirs.group_id)
group by mine.group_kind, mine.group_id, theirs.group_kind, theirs.group_id
