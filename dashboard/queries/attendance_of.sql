-- How many came, month by month, with the span that unnamed and estimated counts leave; one activity or all.
select
    periods.period_start as month_start,
    coalesce(sum(sessions.headcount_low), 0) as value_low,
    coalesce(sum(sessions.headcount_high), 0) as value_high,
    count(sessions.session_id) as sessions,
    periods.is_finished,
from marts.periods as periods
left join core.sessions as sessions
    on sessions.session_date between periods.period_start and periods.period_end
    and (cast(? as varchar) is null or sessions.activity_id = ?)
where periods.period_kind = 'month'
group by periods.period_start, periods.is_finished
order by month_start
