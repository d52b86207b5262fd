with returns as (
    select
        rhythms.person_id,
        rhythms.status_date,
        max(gaps.event_date) as returned_date
    from core.volunteer_rhythms as rhythms
    join core.volunteer_gaps as gaps
        on rhythms.person_id = gaps.person_id
        and gaps.event_date <= rhythms.status_date
        and date_diff('day', gaps.event_date, rhythms.status_date) <= getvariable('returned_days')
    join core.typical_gaps as typical_gaps on rhythms.status_date = typical_gaps.status_date
    where gaps.gap_days >= getvariable('never_flagged_before_days')
        and gaps.gap_days > case
            when rhythms.gaps + 1 >= getvariable('events_for_own_rhythm')
                then getvariable('inactive_ratio')
                    * (rhythms.gap_days - gaps.gap_days + getvariable('typical_gap_weight') * typical_gaps.typical_gap_days)
                    / (rhythms.gaps - 1 + getvariable('typical_gap_weight'))
            else 2 * getvariable('limit_other_days')
        end
    group by rhythms.person_id, rhythms.status_date
)

select
    returns.person_id,
    returns.status_date,
    returns.returned_date,
    cast(count(*) as integer) as visits_since
from returns
join core.volunteer_gaps as visits
    on returns.person_id = visits.person_id
    and visits.event_date between returns.returned_date and returns.status_date
group by returns.person_id, returns.status_date, returns.returned_date
