select * from marts.meeting_mixing
order by array_position(['area', 'age_band', 'family_stage', 'association'], trait)
