with held as (
    select activity_id, count(distinct session_id) as sessions from core.meetings group by activity_id
),

came as (
    select activity_id, person_id, count(*) as sessions from core.meetings group by activity_id, person_id
)

select 'activity' as group_kind, came.activity_id as group_id, came.person_id
from came
join held on came.activity_id = held.activity_id
where held.sessions >= getvariable('group_sessions') and came.sessions >= getvariable('member_sessions')
union all
select distinct 'association', memberships.organisation_id, memberships.person_id
from core.memberships as memberships
join core.persons as persons on memberships.person_id = persons.person_id
join core.meeting_window as meeting_window
    on coalesce(memberships.from_date, meeting_window.to_date) <= meeting_window.to_date
    and coalesce(memberships.to_date, meeting_window.to_date) >= meeting_window.from_date
where not persons.is_staff
