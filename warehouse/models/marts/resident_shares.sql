with newest as (
    select *
    from core.area_statistics
    qualify year = max(year) over (partition by lower(indicator))
)

select
    'resident_area' as trait,
    area_id as category,
    (share_low + share_high) / 2 / sum((share_low + share_high) / 2) over () as share,
    year,
    reference
from newest
where lower(indicator) = 'beboere' and area_id in (select area_id from core.areas where is_reference_area)
union all
select
    'minor',
    case when sides.is_minor then 'minor' else 'adult' end,
    case when sides.is_minor then (share_low + share_high) / 200 else 1 - (share_low + share_high) / 200 end,
    year,
    reference
from newest
cross join (select true as is_minor union all select false) as sides
where lower(indicator) like '%under 18%' and area_id is null
