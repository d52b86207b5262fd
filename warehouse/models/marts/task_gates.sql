with pairs as (
    select
        tasks.task_id,
        tasks.area_id,
        tasks.is_with_children,
        tasks.is_fixed_contact,
        listed.minimum_age,
        listed.residents_only,
        listed.availability is not null and volunteers.availability is not null as is_time_known,
        volunteers.person_id,
        volunteers.status,
        volunteers.contact_consent,
        volunteers.guardian_consent,
        persons.area_id as home_area_id,
        date_part('year', getvariable('as_of')) - persons.birth_year as age
    from marts.open_tasks as tasks
    cross join core.volunteers as volunteers
    join core.tasks as listed on tasks.task_id = listed.task_id
    join core.persons as persons on volunteers.person_id = persons.person_id
    where volunteers.status <> 'anonymised'
),

with_certificates as (
    select
        pairs.*,
        certified.person_id is not null as is_certified,
        coalesce(certificates.is_lacking, false) as is_lacking
    from pairs
    left join core.certified_volunteers as certified on pairs.person_id = certified.person_id
    left join marts.child_certificates as certificates on pairs.person_id = certificates.person_id
),

booked as (
    select clashes.task_id, bookings.person_id, min(other_tasks.task_name) as task_name
    from core.task_bookings as bookings
    join core.task_clashes as clashes on bookings.task_id = clashes.other_task_id
    join core.tasks as other_tasks on bookings.task_id = other_tasks.task_id
    group by clashes.task_id, bookings.person_id
)

select task_id, person_id, 'stopped' as gate, 'Er stoppet.' as sentence, 'Has stopped.' as sentence_en
from pairs
where status = 'stopped'
union all
select task_id, person_id, 'paused', 'Holder pause.', 'Is taking a break.'
from pairs
where status = 'paused'
union all
select task_id, person_id, 'contact', 'Vil ikke kontaktes.', 'Does not want to be contacted.'
from pairs
where not contact_consent
union all
select pairs.task_id, pairs.person_id, 'time', 'Kan ikke på det tidspunkt.', 'Is not free at that time.'
from pairs
left join marts.task_fits as fits
    on pairs.task_id = fits.task_id and pairs.person_id = fits.person_id and fits.aspect = 'availability'
where pairs.is_time_known and fits.person_id is null
union all
select
    task_id, person_id, 'booked',
    concat('Har allerede en opgave på samme tid: ', task_name, '.'),
    concat('Already has a task at the same time: ', task_name, '.')
from booked
union all
select
    task_id, person_id, 'age',
    concat(case when age is null then 'Fødselsåret mangler, og opgaven' else 'Opgaven' end, ' er fra ', minimum_age, ' år.'),
    concat(case when age is null then 'The birth year is missing, and the' else 'The' end, ' task is from age ', minimum_age, '.')
from pairs
where age is null and minimum_age > 0 or age < minimum_age
union all
select
    task_id, person_id, 'guardian',
    'Under 18 uden forældres samtykke.',
    'Under 18 without consent from a parent.'
from pairs
where age < getvariable('adult_age') and not coalesce(guardian_consent, false)
union all
select task_id, person_id, 'certificate', 'Mangler børneattest.', 'Lacks a child certificate.'
from with_certificates
where is_with_children
    and coalesce(age >= getvariable('certificate_age'), true)
    and (is_lacking or (is_fixed_contact and not is_certified))
union all
select
    pairs.task_id, pairs.person_id, 'area',
    concat('Opgaven er kun for beboere i ', areas.area_name, '.'),
    concat('The task is only for residents of ', areas.area_name, '.')
from pairs
join core.areas as areas on pairs.area_id = areas.area_id
where pairs.residents_only and pairs.home_area_id <> pairs.area_id
