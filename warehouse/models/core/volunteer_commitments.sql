select
    months.person_id,
    months.status_date,
    count(*) as open_engagements,
    max(engagements.committed_until) as committed_until
from core.volunteer_months as months
join core.engagements as engagements
    on months.person_id = engagements.person_id
    and (engagements.from_date is null or engagements.from_date <= months.status_date)
    and (engagements.to_date is null or engagements.to_date > months.status_date)
    and (engagements.committed_until is null or engagements.committed_until > months.status_date)
where coalesce(engagements.outcome, 'ongoing') = 'ongoing'
group by months.person_id, months.status_date
