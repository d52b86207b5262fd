with files_now as (
    select approvals.approval_id, files.file_name, files.month_start, files.fingerprint
    from core.approvals as approvals
    join core.file_months as files
        on files.month_start is null
        or files.month_start between cast(date_trunc('month', approvals.period_start) as date) and approvals.period_end
),

changed_files as (
    select
        coalesce(earlier.approval_id, files_now.approval_id) as approval_id,
        coalesce(earlier.file_name, files_now.file_name) as file_name
    from core.approved_files as earlier
    full join files_now
        on earlier.approval_id = files_now.approval_id
        and earlier.file_name = files_now.file_name
        and earlier.month_start is not distinct from files_now.month_start
        and earlier.fingerprint = files_now.fingerprint
    where earlier.approval_id is null or files_now.approval_id is null
),

named_files as (
    select
        approval_id,
        cast(count(distinct file_name) as integer) as changed_file_count,
        string_agg(distinct file_name, '; ' order by file_name) as changed_files
    from changed_files
    group by approval_id
)

select
    approved.approval_id,
    approved.period_kind,
    approved.period_start,
    approved.period_end,
    approved.metric_id,
    approved.area_id,
    approved.target_group,
    approved.value as approved_value,
    approved.value_low as approved_low,
    approved.value_high as approved_high,
    figures.value,
    figures.value_low,
    figures.value_high,
    approved.unit,
    coalesce(named_files.changed_file_count, 0) as changed_file_count,
    named_files.changed_files
from marts.approved_values as approved
left join marts.metric_values as figures
    on approved.metric_id = figures.metric_id
    and approved.period_kind = figures.period_kind
    and approved.period_start = figures.period_start
    and approved.area_id is not distinct from figures.area_id
    and approved.target_group is not distinct from figures.target_group
left join named_files on approved.approval_id = named_files.approval_id
where round(approved.value, 6) is distinct from round(figures.value, 6)
    or round(approved.value_low, 6) is distinct from round(figures.value_low, 6)
    or round(approved.value_high, 6) is distinct from round(figures.value_high, 6)
