with corrections as (
    select * from staging.corrections where not is_superseded
),

withdrawn as (
    select distinct withdraws as correction_id from corrections where withdraws is not null
)

select
    corrections.correction_id,
    coalesce(aliases.person_id, corrections.about_person) as person_id,
    corrections.full_name,
    corrections.phone,
    corrections.email,
    corrections.birth_year,
    corrections.activity_id,
    corrections.session_date,
    corrections.correct_date,
    coalesce(corrections.was_wrong, false) as was_wrong,
    corrections.made_by,
    corrections.made_date,
    corrections.made_time,
    corrections.reason,
    withdrawn.correction_id is null and corrections.withdraws is null as is_in_force
from corrections
left join withdrawn on corrections.correction_id = withdrawn.correction_id
left join staging.person_aliases as aliases on corrections.about_person = aliases.earlier_id
