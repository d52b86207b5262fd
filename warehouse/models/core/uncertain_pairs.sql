select
    pairs.pair_id,
    pairs.kind,
    pairs.weight,
    pairs.gain,
    pairs.reasons,
    pairs.reasons_en,
    pairs.person_id,
    pairs.other_person_id,
    pairs.record_id,
    pairs.other_record_id,
    one.full_name,
    one.phone,
    one.email,
    one.birth_year,
    one.street,
    one.area_id,
    one.source,
    one.recorded_date,
    one_place.file_name,
    one_place.sheet,
    one_place.row_number,
    other.full_name as other_full_name,
    other.phone as other_phone,
    other.email as other_email,
    other.birth_year as other_birth_year,
    other.street as other_street,
    other.area_id as other_area_id,
    other.source as other_source,
    other.recorded_date as other_recorded_date,
    other_place.file_name as other_file_name,
    other_place.sheet as other_sheet,
    other_place.row_number as other_row_number
from staging.uncertain_pairs as pairs
join staging.mentions as one on pairs.record_id = one.record_id
join staging.mentions as other on pairs.other_record_id = other.record_id
left join staging.mention_places as one_place on pairs.record_id = one_place.record_id
left join staging.mention_places as other_place on pairs.other_record_id = other_place.record_id
