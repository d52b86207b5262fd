with steps as (
    select
        'participant_to_helper' as conversion,
        1 as sort_order,
        participation_date is not null as has_come,
        help_date > participation_date as has_gone_on
    from core.pathway_steps
    union all
    select 'helper_to_regular', 2, help_date is not null, regular_date is not null
    from core.pathway_steps
    union all
    select
        'regular_to_coordinator', 3, regular_date is not null,
        coordinator_date is not null and coordinator_date <= getvariable('as_of')
    from core.pathway_steps
    union all
    select
        'coordinator_to_core', 4, coordinator_date is not null,
        core_date >= coordinator_date and core_date <= getvariable('as_of')
    from core.pathway_steps
    union all
    select
        'first_task_here_and_now_to_second', 5,
        -- a task begun later has not had the days yet, and would count as leading nowhere
        first_task_duration = 'one_off'
            and date_diff('day', first_task_date, getvariable('as_of')) >= getvariable('second_task_days'),
        days_to_second_task <= getvariable('second_task_days')
    from marts.pathways
),

counted as (
    select
        conversion,
        sort_order,
        count(*) filter (where has_come) as persons,
        count(*) filter (where has_come and has_gone_on) as went_on
    from steps
    group by conversion, sort_order
),

wilson as (
    select
        *,
        1.0 * went_on / nullif(persons, 0) as share,
        power(getvariable('forecast_deviations'), 2) / nullif(persons, 0) as z2n
    from counted
)

select
    conversion,
    cast(sort_order as integer) as sort_order,
    cast(persons as integer) as persons,
    cast(went_on as integer) as went_on,
    100.0 * share as share_pct,
    100.0 * (share + z2n / 2 - sqrt(z2n * (share * (1 - share) + z2n / 4))) / (1 + z2n) as low_pct,
    100.0 * (share + z2n / 2 + sqrt(z2n * (share * (1 - share) + z2n / 4))) / (1 + z2n) as high_pct
from wilson
