with silences as (
    select
        silences.person_id,
        silences.status_date,
        silences.has_own_rhythm,
        strftime(rhythms.last_active_date, '%d-%m-%Y') as last_seen,
        silences.calendar_days_silent as days,
        silences.calendar_days_silent - silences.days_silent as days_off,
        coalesce(register.paused_until between rhythms.last_active_date and silences.status_date, false) as has_paused,
        cast(cast(round(greatest(rhythms.gap_days / nullif(rhythms.gaps, 0), 1)) as integer) as varchar) as usual_gap
    from core.volunteer_silences as silences
    join core.volunteer_rhythms as rhythms
        on silences.person_id = rhythms.person_id and silences.status_date = rhythms.status_date
    left join core.volunteer_register as register on silences.person_id = register.person_id
)

select
    person_id,
    status_date,
    concat(
        'Sidst set ', last_seen, ', ', cast(days as varchar), case when days = 1 then ' dag siden' else ' dage siden' end,
        case
            when days_off <= 0 then ''
            when has_paused then ', heraf ' || cast(days_off as varchar) || ' på pause eller lukket'
            when days_off = 1 then ', heraf 1 lukkedag'
            else ', heraf ' || cast(days_off as varchar) || ' lukkedage'
        end,
        '.',
        case
            when not has_own_rhythm then ''
            when usual_gap = '1' then ' Plejer at komme hver dag.'
            else ' Plejer at komme hver ' || usual_gap || '. dag.'
        end
    ) as seen,
    concat(
        'Last seen ', last_seen, ', ', cast(days as varchar), case when days = 1 then ' day ago' else ' days ago' end,
        case
            when days_off <= 0 then ''
            when has_paused then ', ' || cast(days_off as varchar) || ' of them on a break or closed'
            when days_off = 1 then ', 1 of them closed'
            else ', ' || cast(days_off as varchar) || ' of them closed'
        end,
        '.',
        case
            when not has_own_rhythm then ''
            when usual_gap = '1' then ' Usually comes every day.'
            else ' Usually comes every ' || usual_gap || ' days.'
        end
    ) as seen_en
from silences
