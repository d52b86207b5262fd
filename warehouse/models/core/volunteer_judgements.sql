select
    rhythms.person_id,
    rhythms.status_date,
    case
        when persons.is_erased then 'anonymised'
        when agreements.agreement is not null then agreements.agreement
        when rhythms.last_active_date is null
            and date_diff('day', register.registered_date, rhythms.status_date) <= getvariable('new_days') then 'new'
        when rhythms.last_active_date is null then 'never_started'
        when commitments.committed_until is not null then 'active'
        when silences.is_explained_by_missing then 'cannot_be_judged'
        when silences.is_inactive then 'inactive'
        when returns.visits_since < getvariable('return_visits') then 'inactive'
        when silences.is_at_risk then 'at_risk'
        when returns.returned_date is not null then 'returned'
        else 'active'
    end as status,
    agreements.since_date as agreed_since_date,
    agreements.until_date as agreed_until_date,
    commitments.committed_until,
    returns.returned_date,
    returns.visits_since
from core.volunteer_rhythms as rhythms
join core.persons as persons on rhythms.person_id = persons.person_id
left join core.volunteer_register as register on rhythms.person_id = register.person_id
left join core.volunteer_agreements as agreements
    on rhythms.person_id = agreements.person_id and rhythms.status_date = agreements.status_date
left join core.volunteer_commitments as commitments
    on rhythms.person_id = commitments.person_id and rhythms.status_date = commitments.status_date
left join core.volunteer_silences as silences
    on rhythms.person_id = silences.person_id and rhythms.status_date = silences.status_date
left join core.volunteer_returns as returns
    on rhythms.person_id = returns.person_id and rhythms.status_date = returns.status_date
