with headcounts as (
    select activity_id, headcount_low as headcount, headcount_precision
    from core.sessions
    where headcount_low is not null and headcount_precision <> 'named' and headcount_high > 0
)

select
    activities.activity_id,
    activities.activity_name,
    activities.owner_name,
    cast(count(*) as integer) as sessions_counted,
    cast(count(*) filter (where headcounts.headcount_precision <> 'exact') as integer) as sessions_with_reservation,
    cast(
        count(*) filter (where headcounts.headcount_precision = 'exact' and headcounts.headcount % 5 = 0) as integer
    ) as exact_but_round,
    cast(count(*) filter (where headcounts.headcount_precision = 'exact') as integer) as exact,
    count(*) filter (where headcounts.headcount_precision = 'exact') >= getvariable('unusual_sessions')
        and 1.0 * count(*) filter (where headcounts.headcount_precision = 'exact' and headcounts.headcount % 5 = 0)
            / count(*) filter (where headcounts.headcount_precision = 'exact') > getvariable('heaping_share') as is_heaped
from headcounts
join core.activities as activities on headcounts.activity_id = activities.activity_id
group by activities.activity_id, activities.activity_name, activities.owner_name
