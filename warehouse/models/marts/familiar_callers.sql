with callers as (
    select person_id from core.persons where is_staff
    union
    select person_id from core.volunteers where status in ('active', 'returned')
),

shared as (
    select
        mine.person_id,
        theirs.person_id as caller_id,
        count(distinct mine.session_id) as sessions,
        max(mine.session_date) as last_date
    from core.attendances as mine
    join core.attendances as theirs on mine.session_id = theirs.session_id and mine.person_id <> theirs.person_id
    join callers on theirs.person_id = callers.person_id
    where theirs.role in ('staff', 'volunteer', 'coordinator')
    group by mine.person_id, theirs.person_id
)

select
    shared.person_id,
    shared.caller_id,
    persons.full_name as caller_name,
    cast(shared.sessions as integer) as shared_sessions
from shared
join core.persons as persons on shared.caller_id = persons.person_id
qualify row_number() over (
    partition by shared.person_id
    order by shared.sessions desc, persons.is_staff desc, shared.last_date desc, shared.caller_id
) = 1
