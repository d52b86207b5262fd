-- How often one person came, month by month; the empty months are the point.
with attended as (
    select
        cast(date_trunc('month', sessions.session_date) as date) as month_start,
        count(*) as times,
    from core.attendances as attendances
    join core.sessions as sessions using (session_id)
    where attendances.person_id = ?
    group by all
)

select
    periods.period_start as month_start,
    coalesce(attended.times, 0) as value,
    periods.is_finished,
from marts.periods as periods
left join attended on attended.month_start = periods.period_start
where periods.period_kind = 'month'
order by month_start
