with categories as (
    select trait, count(distinct category) as categories
    from marts.group_shares
    where group_kind = 'everyone'
    group by trait
),

summed as (
    select
        group_kind,
        group_id,
        trait,
        sum(persons) as known,
        1 - sum(share * share) as blau,
        1 - sum(resident_share * resident_share) as resident_blau
    from marts.group_shares
    group by group_kind, group_id, trait
),

judged as (
    select
        summed.*,
        categories.categories,
        summed.known >= getvariable('composition_persons') as is_enough
    from summed
    join categories on summed.trait = categories.trait
)

select
    group_kind,
    group_id,
    trait,
    cast(known as integer) as known,
    cast(categories as integer) as categories,
    case when is_enough then blau end as blau,
    case when is_enough then blau * known / nullif(known - 1, 0) end as blau_unbiased,
    case when is_enough then blau / nullif(1 - 1.0 / categories, 0) end as iqv,
    resident_blau,
    case when is_enough then blau * known / nullif(known - 1, 0) - resident_blau end as above_residents,
    case
        when not is_enough
            then concat(
                'For få til at sige noget: ', known, case when known = 1 then ' kendt' else ' kendte' end,
                ', og der skal ', getvariable('composition_persons'), ' til.'
            )
    end as refusal,
    case
        when not is_enough
            then concat('Too few to say: ', known, ' known, and it takes ', getvariable('composition_persons'), '.')
    end as refusal_en
from judged
