with judgements as (
    select
        judgements.*,
        strftime(judgements.agreed_since_date, '%d-%m-%Y') as since,
        strftime(judgements.agreed_until_date, '%d-%m-%Y') as until,
        strftime(judgements.committed_until, '%d-%m-%Y') as committed,
        strftime(judgements.returned_date, '%d-%m-%Y') as returned,
        strftime(register.registered_date, '%d-%m-%Y') as registered,
        strftime(silences.missing_date, '%d-%m-%Y') as missing,
        activities.activity_name as missing_activity,
        silences.days_silent,
        sentences.seen,
        sentences.seen_en
    from core.volunteer_judgements as judgements
    left join core.volunteer_register as register on judgements.person_id = register.person_id
    left join core.volunteer_silences as silences
        on judgements.person_id = silences.person_id and judgements.status_date = silences.status_date
    left join core.activities as activities on silences.missing_activity_id = activities.activity_id
    left join core.volunteer_sentences as sentences
        on judgements.person_id = sentences.person_id and judgements.status_date = sentences.status_date
)

select
    judgements.person_id,
    judgements.status_date,
    judgements.status,
    rhythms.last_active_date,
    judgements.days_silent,
    case when rhythms.gaps > 0 then rhythms.gap_days / rhythms.gaps end as usual_gap_days,
    rhythms.sessions_365d,
    rhythms.hours_365d,
    case judgements.status
        when 'anonymised' then 'Personens oplysninger er slettet.'
        when 'stopped' then concat('Stoppet', coalesce(' ' || judgements.since, ''), '.')
        when 'completed' then coalesce('Opgaven blev gennemført den ' || judgements.since || '.', 'Opgaven er gennemført.')
        when 'paused' then concat('På pause ', coalesce('til ' || judgements.until, 'indtil videre'), '.')
        when 'new' then concat('Ny: registreret ', judgements.registered, ' og har endnu ikke haft en opgave.')
        when 'never_started' then concat('Registreret ', judgements.registered, ', men har aldrig haft en opgave.')
        when 'cannot_be_judged' then concat(
            judgements.seen, ' Men ', judgements.missing_activity, ' mangler registrering for ', judgements.missing,
            ', så det kan ikke afgøres.'
        )
        when 'returned' then concat('Vendt tilbage ', judgements.returned, '. ', judgements.seen)
        else concat(
            coalesce('Har lovet at hjælpe frem til ' || judgements.committed || '. ', ''),
            case
                when judgements.status = 'inactive' and judgements.visits_since = 1
                    then 'Kom igen ' || judgements.returned || ' efter lang tids stilhed, men kun den ene gang. '
                else ''
            end,
            judgements.seen
        )
    end as reason,
    case judgements.status
        when 'anonymised' then 'The person''s data have been erased.'
        when 'stopped' then concat('Stopped', coalesce(' ' || judgements.since, ''), '.')
        when 'completed' then coalesce('The task was completed on ' || judgements.since || '.', 'The task is completed.')
        when 'paused' then concat('On a break ', coalesce('until ' || judgements.until, 'for now'), '.')
        when 'new' then concat('New: registered ', judgements.registered, ', no task yet.')
        when 'never_started' then concat('Registered ', judgements.registered, ' but never had a task.')
        when 'cannot_be_judged' then concat(
            judgements.seen_en, ' But ', judgements.missing_activity, ' lacks a registration for ', judgements.missing,
            ', so it cannot be judged.'
        )
        when 'returned' then concat('Returned ', judgements.returned, '. ', judgements.seen_en)
        else concat(
            coalesce('Has promised to help until ' || judgements.committed || '. ', ''),
            case
                when judgements.status = 'inactive' and judgements.visits_since = 1
                    then 'Came again ' || judgements.returned || ' after a long silence, but only that once. '
                else ''
            end,
            judgements.seen_en
        )
    end as reason_en
from judgements
join core.volunteer_rhythms as rhythms
    on judgements.person_id = rhythms.person_id and judgements.status_date = rhythms.status_date
