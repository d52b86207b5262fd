with headcounts as (
    select session_id, activity_id, session_date, (headcount_low + headcount_high) / 2 as headcount
    from core.sessions
    where headcount_precision in ('exact', 'ca', 'named') and session_kind = 'ordinary'
),

medians as (
    select activity_id, median(headcount) as usual_headcount, count(*) as sessions
    from headcounts
    group by activity_id
),

deviations as (
    select
        headcounts.*,
        medians.usual_headcount,
        medians.sessions,
        abs(headcounts.headcount - medians.usual_headcount) as deviation
    from headcounts
    join medians on headcounts.activity_id = medians.activity_id
),

spreads as (
    select activity_id, median(deviation) as median_deviation, avg(deviation) as mean_deviation
    from deviations
    group by activity_id
),

scores as (
    select
        deviations.*,
        spreads.median_deviation,
        (deviations.headcount - deviations.usual_headcount) / coalesce(
            nullif(spreads.median_deviation / getvariable('median_deviation_factor'), 0),
            nullif(spreads.mean_deviation * getvariable('mean_deviation_factor'), 0)
        ) as score
    from deviations
    join spreads on deviations.activity_id = spreads.activity_id
)

select
    scores.session_id,
    scores.activity_id,
    activities.activity_name,
    activities.owner_name,
    scores.session_date,
    scores.headcount,
    scores.usual_headcount,
    scores.score
from scores
join core.activities as activities on scores.activity_id = activities.activity_id
where abs(scores.score) > getvariable('unusual_score') and scores.sessions >= getvariable('unusual_sessions')
