select
    trait,
    case
        when persons > getvariable('small_group')
            then cast(round(1.0 * persons / getvariable('round_to')) * getvariable('round_to') as integer)
        else 0
    end as persons,
    round(external_index, 2) as external_index,
    round(expected_index, 2) as expected_index,
    round(low_index, 2) as low_index,
    round(high_index, 2) as high_index,
    round(external_index, 2) - round(expected_index, 2) as above_expected,
    case when refusal is not null then 'Ikke vist: for få er kendte, eller de er alle ens.' end as refusal,
    case when refusal is not null then 'Not shown: too few are known, or they are all alike.' end as refusal_en
from marts.meeting_mixing
