with declared as (
    select declared_role as role, count(*) as persons
    from core.volunteers
    where declared_role is not null and status not in ('stopped', 'anonymised')
    group by declared_role
),

observed as (
    select observed_role as role, count(*) as persons
    from core.volunteers
    where observed_role is not null and status not in ('stopped', 'anonymised')
    group by observed_role
),

agreeing as (
    select declared_role as role, count(*) as persons
    from core.volunteers
    where declared_role = observed_role and status not in ('stopped', 'anonymised')
    group by declared_role
),

offered as (
    select tasks.task_role as role, sum(coalesce(tasks.places, 1)) as places
    from core.tasks as tasks
    join marts.open_tasks as open_tasks on tasks.task_id = open_tasks.task_id
    where tasks.task_role is not null
    group by tasks.task_role
),

roles as (
    select role from declared
    union
    select role from observed
    union
    select role from offered
)

select
    roles.role,
    cast(coalesce(declared.persons, 0) as integer) as declared_persons,
    cast(coalesce(observed.persons, 0) as integer) as observed_persons,
    cast(coalesce(agreeing.persons, 0) as integer) as agreeing_persons,
    cast(coalesce(offered.places, 0) as integer) as places_offered,
    cast(coalesce(declared.persons, 0) - coalesce(offered.places, 0) as integer) as wanting_without_place
from roles
left join declared on roles.role = declared.role
left join observed on roles.role = observed.role
left join agreeing on roles.role = agreeing.role
left join offered on roles.role = offered.role
