with summed as (
    select
        group_kind,
        group_id,
        trait,
        cast(sum(persons) as integer) as known,
        cast(count(*) as integer) as categories,
        1 - sum(share * share) as blau,
        1 - sum(resident_share * resident_share) as resident_blau
    from shown.group_shares
    group by group_kind, group_id, trait
)

select
    compositions.group_kind,
    compositions.group_id,
    compositions.trait,
    coalesce(summed.known, 0) as known,
    coalesce(summed.categories, 0) as categories,
    summed.blau,
    summed.blau * summed.known / (summed.known - 1) as blau_unbiased,
    summed.blau / (1 - 1.0 / summed.categories) as iqv,
    summed.resident_blau,
    summed.blau * summed.known / (summed.known - 1) - summed.resident_blau as above_residents,
    case when summed.known is null then 'Ikke vist: delene er så små, at nogen kunne kendes.' end as refusal,
    case when summed.known is null then 'Not shown: the parts are so small that somebody could be recognised.' end
        as refusal_en
from marts.group_compositions as compositions
left join summed
    on compositions.group_kind = summed.group_kind and compositions.group_id = summed.group_id
    and compositions.trait = summed.trait
