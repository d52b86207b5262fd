with

dated as (
    select
        volunteers.row_id,
        volunteers.registered_date,
        volunteers.answered_date,
        greatest(files.first_seen_date, getvariable('as_of')) as last_possible_date,
    from staging.volunteers
    inner join raw.files using (file_id)
)

select
    row_id,
    case when registered_date > last_possible_date then 'registered_date' else 'answered_date' end as column_name,
from dated
where registered_date > last_possible_date
    or answered_date > last_possible_date
