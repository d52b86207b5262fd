-- What is known of a person, field by field: the value in force first, then those before it.
select
    facts.*,
    areas.area_name,
from core.person_facts as facts
left join core.areas as areas on facts.field = 'area_id' and areas.area_id = facts.value
where facts.person_id = ?
order by
    array_position(
        [
            'full_name', 'phone', 'email', 'birth_year', 'gender', 'street', 'postal_code', 'area_id', 'language',
            'contact_consent', 'competences', 'task_preferences', 'availability', 'declared_role', 'primary_motive'
        ],
        facts.field
    ) nulls last,
    facts.field,
    facts.is_in_force desc,
    facts.last_said_date desc nulls last
