with users as (
    select distinct person_id from metrics.distinct_users where person_id is not null
),

registered as (
    select distinct person_id from metrics.volunteers_registered
),

last_seen as (
    select attendances.person_id, max(sessions.session_date) as last_date
    from core.attendances as attendances
    join core.sessions as sessions on attendances.session_id = sessions.session_id
    group by attendances.person_id
),

moved as (
    select
        pairs.pair_id,
        one_user.person_id is not null and other_user.person_id is not null as moves_users,
        one_registered.person_id is not null and other_registered.person_id is not null as moves_registered,
        coalesce(other_seen.last_date > coalesce(one.last_active_date, date '1900-01-01') and one.person_id is not null, false)
        or coalesce(one_seen.last_date > coalesce(other.last_active_date, date '1900-01-01') and other.person_id is not null, false) as moves_status
    from core.uncertain_pairs as pairs
    left join users as one_user on pairs.person_id = one_user.person_id
    left join users as other_user on pairs.other_person_id = other_user.person_id
    left join registered as one_registered on pairs.person_id = one_registered.person_id
    left join registered as other_registered on pairs.other_person_id = other_registered.person_id
    left join core.volunteers as one on pairs.person_id = one.person_id
    left join core.volunteers as other on pairs.other_person_id = other.person_id
    left join last_seen as one_seen on pairs.person_id = one_seen.person_id
    left join last_seen as other_seen on pairs.other_person_id = other_seen.person_id
),

ranked as (
    select
        pairs.*,
        concat_ws(
            ';', case when moved.moves_users then 'distinct_users' end,
            case when moved.moves_registered then 'volunteers_registered' end, case when moved.moves_status then 'status' end
        ) as moves,
        cast(row_number() over (
            order by
                cast(moved.moves_users as integer) + cast(moved.moves_registered as integer) + cast(moved.moves_status as integer) desc,
                pairs.gain desc, pairs.pair_id
        ) as integer) as priority
    from core.uncertain_pairs as pairs
    join moved on pairs.pair_id = moved.pair_id
),

allowed as (
    select
        ceil(count(*) * getvariable('people_questions_per_100') / 100.0) - (select count(*) from core.person_decisions) as questions
    from core.persons
)

select
    ranked.priority,
    ranked.moves,
    ranked.pair_id,
    ranked.kind,
    ranked.weight,
    ranked.gain,
    ranked.reasons,
    ranked.reasons_en,
    ranked.person_id,
    ranked.other_person_id,
    ranked.record_id,
    ranked.other_record_id,
    ranked.full_name,
    ranked.phone,
    ranked.email,
    ranked.birth_year,
    ranked.street,
    ranked.area_id,
    ranked.source,
    ranked.recorded_date,
    ranked.file_name,
    ranked.sheet,
    ranked.row_number,
    ranked.other_full_name,
    ranked.other_phone,
    ranked.other_email,
    ranked.other_birth_year,
    ranked.other_street,
    ranked.other_area_id,
    ranked.other_source,
    ranked.other_recorded_date,
    ranked.other_file_name,
    ranked.other_sheet,
    ranked.other_row_number
from ranked
cross join allowed
where ranked.priority <= allowed.questions
