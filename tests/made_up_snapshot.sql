-- Everything a night publishes that the dashboard reads, with five made-up persons.
create schema core;
create schema marts;
create schema quality;

create table core.areas as
from (values
    ('glarbjergvej', 'Glarbjergvejområdet', true), ('vangdalen', 'Vangdalen', true),
    ('jennumparken', 'Jennumparken', true), ('uden_for', 'Uden for områderne', false), ('ukendt', 'Ukendt', false)
) as t(area_id, area_name, is_reference_area);

create table core.persons as
select
    person_id, full_name, false as is_staff, false as is_erased, 'vangdalen' as area_id, '+4500000000' as phone, 'en@example.dk' as email,
    1980 as birth_year,
from (values
    ('p01', 'Mariam Østergaard-Prøve'), ('p02', 'Søren Ågård-Prøve'), ('p03', 'Lærke Hassan-Prøve'),
    ('p04', 'Bjørn Yılmaz-Prøve'), ('p05', 'Kirsten Ærø-Prøve')
) as t(person_id, full_name)
limit getvariable('persons');

create table core.tasks as
from (values
    ('babycafe.kaffe', 'Lave kaffe til babycaféen', 'babycafe', 'regular', 'weekday_morning', 'practical', 'Fællesskab', 'some', 'helper',
     cast(null as date), cast(null as date), 'Anne Prøve-Koordinator'),
    ('babycafe.boller', 'Bage boller', 'babycafe', 'one_off', 'weekend', 'baking', 'CV-udtalelse', 'none', 'specialist',
     date '2015-01-10', date '2015-01-10', 'Anne Prøve-Koordinator')
) as t(task_id, task_name, activity_id, duration, availability, competences, benefits, support_needed, task_role, start_date, end_date, owner_name);
create table core.parameters as
from (values ('new_days', 60.0, 60.0, 0), ('call_rest_days', 14.0, 14.0, 1)) as t(parameter, value, shipped_value, sort_order);
create table core.closures as
select 'Vinterferie' as closure_name, date '2014-02-10' as from_date, date '2014-02-14' as to_date;
create table core.activities as
select 'babycafe' as activity_id, 'Babycafé' as activity_name, 'Anne Prøve-Koordinator' as owner_name;
create table core.sessions as
select
    's' || n as session_id, 'babycafe' as activity_id, date '2014-01-07' + cast(n * 14 as integer) as session_date,
    10.0 + n % 3 as headcount_low, 12.0 + n % 5 as headcount_high,
from range(20) as t(n);
create table core.attendances as
select session_id, person_id, 'volunteer' as role, 2.0 as hours, activity_id, session_date from core.sessions, core.persons;

create table marts.periods as
select 'project' as period_kind, date '2013-06-01' as period_start, date '2014-12-31' as period_end, true as is_finished
union all
select 'month', cast(start as date), last_day(start), start < date '2014-12-01'
from range(date '2013-06-01', date '2015-01-01', interval 1 month) as t(start);

create table marts.metrics as
select
    metric_id, label, label_en,
    'Hvor mange: ' || lower(label) || '?' as question, 'How many: ' || lower(label_en) || '?' as question_en,
    unit, direction,
    'Hver person tæller én gang i perioden.' as counting_rule, 'Each person counts once in the period.' as counting_rule_en,
    case when unit = 'persons' then 'distinct_persons' else 'rows' end as counting, 2 as step, 'collective' as track, 'Frivilligkoordinatoren' as owner, sort_order,
from (values
    ('distinct_users', 'Forskellige brugere', 'Different users', 'persons', 'increasing', 1),
    ('participations', 'Deltagelser', 'Participations', 'participations', 'increasing', 2),
    ('volunteer_hours', 'Frivilligtimer', 'Volunteer hours', 'hours', 'increasing', 3),
    ('volunteers_engaged', 'Frivillige med en opgave', 'Volunteers with a task', 'persons', 'increasing', 4),
    ('inactive_volunteers', 'Inaktive frivillige', 'Inactive volunteers', 'persons', 'decreasing', 5),
    ('completeness', 'Registreret fremmøde', 'Registered attendance', 'percent', 'increasing', 6)
) as t(metric_id, label, label_en, unit, direction, sort_order);

create table marts.overview as
select
    metric_id, sort_order, 'project' as period_kind, date '2013-06-01' as period_start, date '2014-12-31' as period_end,
    true as is_finished, value, value_low, value_high, precision, value * 0.8 as previous_value, 25.0 as change_pct, unit,
from marts.metrics
join (values
    ('distinct_users', 258.0, 258.0, 301.0, 'interval'),
    ('participations', getvariable('participations'), 3060.0, 3180.0, 'ca'),
    ('volunteer_hours', 1845.5, 1845.5, 1845.5, 'exact'),
    ('volunteers_engaged', 23.0, 23.0, 23.0, 'exact'),
    ('inactive_volunteers', 4.0, 4.0, 4.0, 'exact'),
    ('completeness', 92.4, 92.4, 92.4, 'exact')
) as t(metric_id, value, value_low, value_high, precision) using (metric_id);

create table marts.metric_values as
with places as (select null as area_id, 1.0 as share union all select area_id, 0.3 from core.areas where is_reference_area)
select
    metric_id, period_kind, period_start, period_end, is_finished, area_id, cast(null as varchar) as target_group,
    value * share as value, value_low * share as value_low, value_high * share as value_high,
    cast(null as double) as numerator, cast(null as double) as denominator, unit, precision, false as is_suppressed,
from marts.overview, places
union all
select
    metric_id, 'month', periods.period_start, periods.period_end, periods.is_finished, area_id, null,
    amount, amount, amount, null, null, unit, 'exact', false,
from marts.overview as overview, places, marts.periods as periods,
    lateral (select round(value * share / 19 * (0.7 + month(periods.period_start) * 7 % 5 / 8), 1) as amount)
where periods.period_kind = 'month';

create table marts.overview_trend as
select metric_id, period_start as month_start, value, is_finished
from marts.metric_values
where period_kind = 'month' and area_id is null and period_start >= date '2013-12-01';

create table marts.metric_rows as
select
    metric_id, person_id, session_id, activity_id, session_date as event_date, 'vangdalen' as area_id,
    'families' as target_group, 1.0 as amount_low, 1.0 as amount, 1.0 as amount_high,
from marts.metrics, core.sessions, core.persons;

create table marts.target_progress as
from (values
    ('t1', 'distinct_users', 'Brugere af aktiviteterne', date '2013-06-01', date '2014-12-31', 180.0, 258.0, 258.0, 301.0, 143.3,
     'met', true, 180.0, null, null, null, null, 'persons', 'increasing', 'Ministeriet', 'Frivillighed på tværs', 2, true, null, 'interval', cast(null as varchar), cast(null as varchar)),
    ('t2', 'volunteers_engaged', 'Frivillige med en opgave', '2014-01-01', '2015-06-30', 40.0, 23.0, 23.0, 23.0, 57.5,
     'at_risk', false, 27.0, 35.0, 29.0, 41.0, 2.8, 'persons', 'increasing', 'Ministeriet', 'Frivillighed på tværs', 1, false, 'Hvis tempoet fortsætter.', 'exact', null, null)
) as t(
    target_id, metric_id, label, period_start, period_end, target, value, value_low, value_high, achievement_pct,
    status, is_met_at_lower_bound, pro_rata, forecast, forecast_low, forecast_high, required_pace, unit, direction,
    funder, project_name, step, is_finished, forecast_method, precision,
    area_id, target_group
);

create table marts.metric_spans as
select
    metric_id, 'target' as period_kind, period_start, period_end, period_start as from_date,
    least(period_end, date '2014-12-31') as to_date,
from marts.target_progress;

create table marts.metric_tables as
select metric_id, table_name from marts.metrics, (values ('core.sessions'), ('staging.attendances')) as t(table_name);

create table core.forms as select 'attendance_sheet' as source, 'Fremmødeliste' as source_title, 'attendances' as entity;

create table core.file_months as
select 'Fremmøde babycafé.xlsx' as file_name, date '2014-10-01' as month_start, 41 as row_count, 'f00d' as fingerprint;

create table marts.inactive_volunteers as
select
    person_id, status, last_active_date, date_diff('day', last_active_date, date '2014-12-31') as days_silent, 7.0 as usual_gap_days,
    'Plejer at komme hver 7. dag, men er ikke set længe.' as reason, 'Usually comes every 7 days, but has not been seen for long.' as reason_en,
    'babycafe.kaffe' as suggested_task_id, cast(case when person_id = 'p01' then 1 else 2 end as integer) as suggested_turn, 'Anne Prøve-Koordinator' as suggested_caller, cast(null as date) as last_follow_up_date,
    full_name, 'Vangdalen' as area_name, '+45 00 00 00 00' as phone, 'en@example.dk' as email, person_id <> 'p02' as contact_consent,
    'baking;children' as competences, 'cooking;children' as task_preferences, 12.5 as hours_365d, 9 as sessions_365d,
    'Babycafé' as usual_activity, date '2014-11-30' as status_since, 'helper' as declared_role, 'coordinator' as observed_role,
from core.persons
join (values
    ('p01', 'inactive', date '2014-09-12'), ('p02', 'at_risk', date '2014-11-11'), ('p03', 'never_started', null),
    ('p04', 'cannot_be_judged', date '2014-10-02'), ('p05', 'returned', date '2014-12-20')
) as t(person_id, status, last_active_date) using (person_id);

create table marts.data_quality as
select
    'babycafe' as activity_id, 'Babycafé' as activity_name, 'weekly' as rhythm, 'Anne Prøve-Koordinator' as owner_name, 20 as sessions_held,
    date '2014-09-30' as last_session_date, 24 as expected_sessions, 20 as registered_sessions, 83.3 as completeness_pct,
    date '2014-10-07' as last_missing_date;

create table marts.open_tasks as
select task_id, 'vangdalen' as area_id, activity_id, duration = 'one_off' as is_first_step, 2 as free_places from core.tasks;

create table marts.task_matches as
select
    task_id, person_id,
    cast(case when person_id <> 'p02' then row_number() over (partition by task_id order by person_id = 'p02', person_id) end as integer) as rank,
    0.9 - 0.05 * row_number() over (partition by task_id order by person_id) as score,
    'Vil gerne bage · kan i weekenden · bor i Vangdalen' as explanation, 'Would like to bake · is available weekends · lives in Vangdalen' as explanation_en,
    case when person_id = 'p02' then 'Vil ikke kontaktes. Mangler børneattest.' end as failed_gates,
    case when person_id = 'p02' then 'Does not want to be contacted. Lacks a child certificate.' end as failed_gates_en,
    is_first_step,
    cast(case when person_id <> 'p02' then row_number() over (partition by person_id order by task_id) end as integer) as rank_for_person,
    1.0 as availability, 0.5 as preference, 1.0 as competence, 0.6 as motive, 0.0 as nearness,
from marts.open_tasks, core.persons;

create table marts.task_plan as
select
    task_id, person_id, rank, score, explanation, explanation_en,
    case when rank = 2 then 'Mariam Østergaard-Prøve står højere, men får «Bage boller».' end as why_not_higher,
    case when rank = 2 then 'Mariam Østergaard-Prøve ranks higher but is given “Bage boller”.' end as why_not_higher_en,
from marts.task_matches
where task_id = 'babycafe.kaffe' and rank = 2;

create table marts.owed_follow_ups as
select person_id, 'Anne Prøve-Koordinator' as owner_name, 'gone_quiet' as reason_to_call, cast(null as date) as due_date
from core.persons where person_id in ('p01', 'p02');
create table marts.familiar_callers as
select person_id, 'p09' as caller_id, 'Anne Prøve-Koordinator' as caller_name, 4 as shared_sessions from core.persons where person_id <> 'p03';

create table core.meeting_window as select date '2014-01-01' as from_date, date '2014-12-31' as to_date;

create table marts.groups as
from (values
    ('everyone', 'everyone', 'Alle', 40), ('activity', 'babycafe', 'Babycafé', 25), ('activity', 'skak', 'Skakklub', 20),
    ('association', 'motion', 'Nordbyens Motion', 10)
) as t(group_kind, group_id, group_name, members);

create table marts.group_shares as
select group_kind, group_id, trait, category, cast(members * share as integer) as persons, share, resident_share, share / resident_share as representation,
from marts.groups
cross join (values
    ('area', 'vangdalen', 0.6, null), ('area', 'rest', 0.4, null), ('age_band', 'from_18', 0.5, null), ('age_band', 'from_45', 0.5, null),
    ('association', 'none', 0.7, null), ('association', 'motion', 0.3, null), ('resident_area', 'vangdalen', 0.6, 0.4),
    ('resident_area', 'jennumparken', 0.4, 0.6), ('minor', 'minor', 0.2, 0.3), ('minor', 'adult', 0.8, 0.7)
) as t(trait, category, share, resident_share);

create table marts.group_compositions as
select
    group_kind, group_id, trait, members as known, 2 as categories, case when members > 10 then 0.48 end as blau,
    case when members > 10 then 0.5 end as blau_unbiased, case when members > 10 then 0.96 end as iqv, cast(null as double) as resident_blau,
    cast(null as double) as above_residents, case when members <= 10 then 'For få til at sige noget.' end as refusal,
    case when members <= 10 then 'Too few to say.' end as refusal_en,
from marts.groups, (values ('area'), ('age_band'), ('association')) as t(trait);

create table marts.group_links as
select 'activity' as group_kind, 'babycafe' as group_id, 'association' as other_kind, 'motion' as other_id, 10 as persons;

create table marts.group_bridges as
select group_kind, group_id, group_name, members, 10 as active_elsewhere, 10.0 / members as share_elsewhere, 1 as groups_reached, 5 as bridge_persons,
from marts.groups where group_kind <> 'everyone';

create table marts.meeting_mixing as
from (values
    ('area', 40, -0.2, 0.0, -0.1, 0.1, -0.2, null, null), ('age_band', 35, 0.05, 0.0, -0.1, 0.1, 0.05, null, null),
    ('association', 5, null, null, null, null, null, 'For få til at sige noget: 5 er kendte.', 'Too few to say: 5 are known.')
) as t(trait, persons, external_index, expected_index, low_index, high_index, above_expected, refusal, refusal_en);

create table marts.network_places as
select person_id, 0.1 * row_number() over (order by person_id) as x, 0.5 as y, 2.0 as strength from core.persons;

create table marts.meeting_ties as
select mine.person_id, theirs.person_id as other_person_id, 1.5 as weight, 3 as shared_sessions
from core.persons as mine join core.persons as theirs on mine.person_id < theirs.person_id;

create table marts.bridge_persons as
select person_id, full_name, 2 as groups, true as is_across_areas, false as is_across_ages from core.persons where person_id = 'p01';

create table quality.runs as
select
    getvariable('snapshot_id') as run_id, date '2014-12-31' as as_of, timestamp '2026-11-22 03:15:00' as started_at,
    timestamp '2026-11-22 03:16:40' as finished_at, getvariable('snapshot_id') as snapshot_id, 24 as files_total, 22 as files_taken,
    1 as files_waiting, 1 as files_rejected, 3400 as rows_loaded, 3 as rows_quarantined, 2 as rows_to_mend, 1 as rows_waiting, 40 as rows_duplicate, 12 as rows_superseded,
    210 as rows_not_data, 61 as checks_passed, 1 as checks_warned, 0 as checks_failed;

create table quality.files as
from (values
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'a1', 'attendance_sheet', 'Fremmødeliste', 'Frivilligkoordinatoren', 'taken', null, 412, date '2026-11-20'),
    ('r', 'b2', 'Noter.docx', 'b2', null, null, null, 'waiting', 'Intet skema passer til filen.', 0, '2026-11-22'),
    ('r', 'c3', 'Liste.xlsx', 'c3', null, null, null, 'rejected', 'Filen indeholder CPR-numre.', 0, '2026-11-22')
) as t(run_id, file_id, file_name, sha256, source, source_title, owner, fate, message, row_count, first_seen_date);

create table quality.proposals as
from (values
    ('r', 'b3', 'Frivillige 2014.xlsx', 'waiting', 'volunteer_list', 'Frivilligliste', 'Ark1', 'Navne', 'full_name', 'Navn', true, 90),
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'taken', 'attendance_sheet', 'Fremmødeliste', 'Forår', 'Tlfnr', 'phone', 'Tlf.', false, 90)
) as t(run_id, file_id, file_name, file_fate, source, source_title, sheet, heading, field, means, is_required, likeness);

create table quality.open_places as
from (values
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Fremmødeliste', 'sheet', 'Budget', 'Budget', 1, 12),
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Fremmødeliste', 'line', 'Forår', 'Kaffehold', 9, 1)
) as t(run_id, file_id, file_name, source, source_title, kind, sheet, words, row_number, row_count);

create table quality.rows as
from (values
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Forår', 14, 'quarantined', 'bad_date', 'Datoen findes ikke.', 'k1', 'Dato'),
    ('r', 'a1', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Forår', 15, 'quarantined', 'no_name', 'Navnet mangler.', 'k2', 'Navn')
) as t(run_id, file_id, file_name, source, sheet, row_number, fate, reason_code, reason, key, column_name);

insert into quality.rows values
    ('r', 'b2', 'Noter.docx', '', '', 1, 'quarantined', 'file_waiting', 'Filen venter: ingen formular passer til den.', null, null);

create table quality.to_mend as
from (values
    ('r', 'a1:1:14', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Fremmødeliste', 'Frivilligkoordinatoren', 'Forår', 14, 'not_a_date',
     'Datoen findes ikke.', date '2014-11-01', 60, ['Frivillige'], ['Navn', '03-09-2013', '10-09-2013', 'Født'],
     ['Bo Berg', 'x', '?', ''], '{"Aktivitet": "Babycafé"}', 2),
    ('r', 'a1:1:15', 'Fremmøde babycafé.xlsx', 'attendance_sheet', 'Fremmødeliste', 'Frivilligkoordinatoren', 'Forår', 15, 'missing',
     'Navnet mangler.', date '2014-12-30', 1, [], ['Navn', '03-09-2013'], ['', 'x'], '{"Aktivitet": "Babycafé"}', 0)
) as t(run_id, row_id, file_name, source, source_title, owner, sheet, row_number, reason_code, reason, found_date, days_open, section,
    headings, cells, above, at_fault);

create table quality.mendings as
select
    'r' as run_id, 'a1' as file_id, 'Fremmøde babycafé.xlsx' as file_name, 'attendance_sheet' as source, 'Fremmødeliste' as source_title,
    'Frivilligkoordinatoren' as owner, 'Forår' as sheet, 9 as row_number, 'Navn' as columns, 'return_sheet' as how, 'Retur.xlsx' as mended_in,
    'Anne' as mended_by, date '2014-12-01' as found_date, date '2014-12-20' as mended_date, 19 as days_open;

create table core.corrections (
    correction_id varchar, person_id varchar, full_name varchar, phone varchar, email varchar, birth_year integer, activity_id varchar,
    session_date date, correct_date date, was_wrong boolean, made_by varchar, made_date date, made_time time, reason varchar,
    is_in_force boolean
);

create table quality.results as
from (values
    ('r', 'core.sessions', 'session_has_date', 'critical', true, 0, 'Hver gang har en dato.', 'Every session has a date.'),
    ('r', 'core.sessions', 'hours_are_sane', 'warning', false, 3, 'Ingen gang varer mere end 16 timer.', 'No session lasts more than 16 hours.')
) as t(run_id, table_name, rule, severity, success, failed_rows, description, description_en);

create table marts.approved_periods as
select
    1 as approval_id, 'quarter' as period_kind, date '2014-07-01' as period_start, date '2014-09-30' as period_end,
    timestamp '2014-10-06 09:00:00' as approved_at, 'f00d' as figures_hash, 1 as changed_figures;

create table marts.changes_since_approval as
select
    1 as approval_id, 'quarter' as period_kind, date '2014-07-01' as period_start, date '2014-09-30' as period_end,
    'participations' as metric_id, cast(null as varchar) as area_id, cast(null as varchar) as target_group, 410.0 as approved_value,
    410.0 as approved_low, 410.0 as approved_high, 425.0 as value, 425.0 as value_low, 425.0 as value_high, 'participations' as unit,
    1 as changed_file_count, 'Fremmøde babycafé.xlsx' as changed_files;

create table marts.project_milestones as
from (values
    ('m1', 'Frivilligdatabasen er taget i brug', date '2013-11-01', date '2013-10-21', 'Frivilligkoordinatoren', 'Frivillighed på tværs', 1,
     null, 'reached', -11),
    ('m2', 'Evaluering er sendt til styregruppen', date '2014-12-01', null, 'Projektlederen', 'Frivillighed på tværs', 4, null, 'late', 30)
) as t(milestone_id, milestone, due_date, reached_date, owner_name, project_name, step, note, status, days_late);

create table marts.milestone_plan as
select milestone_id, milestone, due_date, reached_date, project_name, step, status, days_late from marts.project_milestones;
create table core.person_keys as
select person_id, 'r' || person_id as record_key, 'k' || person_id as key_hash from core.persons;
create table core.mentions as
select
    'm' || person_id as record_id, person_id, 'r' || person_id as record_key, full_name, 'a1:1:3' as row_id, date '2014-10-01' as recorded_date,
    'first' as rule, 'Første omtale af personen.' as explanation,
from core.persons;
create table marts.uncertain_pairs as
select
    1 as priority, 'distinct_users;status' as moves, 'u_1' as pair_id, 'question' as kind, 3.5 as weight, 0.9 as gain,
    'samme fornavn · samme boligområde' as reasons, 'same given name · same housing area' as reasons_en,
    'p01' as person_id, 'p05' as other_person_id, 'mp01' as record_id, 'mp05' as other_record_id,
    'Mariam Østergaard-Prøve' as full_name, '+4520304050' as phone, cast(null as varchar) as email, 1980 as birth_year,
    'Vangdalen 4' as street, 'vangdalen' as area_id, 'volunteer_list' as source, date '2014-03-04' as recorded_date,
    'Frivillige.xlsx' as file_name, 'Ark1' as sheet, 7 as row_number,
    'Kirsten Ærø-Prøve' as other_full_name, cast(null as varchar) as other_phone, 'k@example.dk' as other_email,
    cast(null as integer) as other_birth_year, cast(null as varchar) as other_street, 'vangdalen' as other_area_id,
    'questionnaire' as other_source, date '2014-05-06' as other_recorded_date, 'Svar.xlsx' as other_file_name,
    'Svar' as other_sheet, 12 as other_row_number
where getvariable('persons') = 5;
create table core.uncertain_pairs as select * exclude (priority, moves) from marts.uncertain_pairs;

create table core.volunteers as
select
    person_id, status, date '2014-11-30' as status_since, declared_role, observed_role, competences, task_preferences,
    'weekday_evening;weekend' as availability, last_active_date, hours_365d, sessions_365d, date '2014-02-01' as registered_date,
    contact_consent, 'social' as primary_motive, 'Anne Prøve-Koordinator' as contact_person, 'babycafe' as usual_activity_id,
from marts.inactive_volunteers;

create table core.volunteer_statuses as
select person_id, date '2014-12-31' as status_date, status, reason, reason_en, usual_gap_days from marts.inactive_volunteers;

create table core.follow_ups as
select
    person_id, date '2014-12-10' as contact_date, 'phone' as channel, 'not_now' as outcome, 'Efter nytår' as wish, 'Ring igen' as next_step,
    date '2014-12-29' as due_date, 'Anne Prøve-Koordinator' as staff_name, 'Passer barnebarn' as note,
from core.persons where person_id = 'p01';

create table core.consents as
select person_id, 'contact' as purpose, '2026-11.da' as text_version, date '2014-02-01' as given_at, cast(null as date) as withdrawn_at
from core.persons;

create table core.engagements as
select
    person_id, 'babycafe.kaffe' as task_id, 'helper' as role, date '2014-03-01' as from_date, cast(null as date) as to_date,
    cast(null as date) as committed_until, 'ongoing' as outcome, 'babycafe' as activity_id,
from core.persons;

create table core.person_facts as
select
    person_id, field, value, is_in_force, 'volunteer_list' as source, 'Frivilligliste' as source_title, 'Frivilligliste 2014.xlsx' as file_name,
    'Ark1' as sheet, 7 as row_number, made_by, date '2014-02-01' as first_said_date, date '2014-02-01' as last_said_date, 1 as times_said,
from core.persons, (values
    ('phone', '+4500000000', true, cast(null as varchar)), ('phone', '+4500000001', false, null), ('birth_year', '1980', true, 'anna'),
    ('competences', 'baking;children', true, null), ('contact_consent', 'true', true, null), ('area_id', 'vangdalen', true, null),
    ('registered_date', '2014-02-01', true, null)
) as t(field, value, is_in_force, made_by);

create table marts.pathways as
select
    person_id, full_name, area_id, 'staff' as recruitment_channel, date '2014-02-01' as registered_date, 3 as rung,
    date '2013-12-01' as participation_date, date '2014-02-10' as help_date, date '2014-05-10' as regular_date,
    cast(null as date) as coordinator_date, cast(null as date) as core_date, cast(null as date) as recognition_date,
    date '2014-06-01' as course_date, cast(null as date) as job_date, cast(null as date) as education_date,
from core.persons;

create table marts.pathway_conversions as
from (values
    ('participant_to_helper', 1, 258, 23, 8.9, 6.0, 13.0), ('helper_to_regular', 2, null, null, null, null, null)
) as t(conversion, sort_order, persons, went_on, share_pct, low_pct, high_pct);

create table marts.retention_curves as
from (values ('all', 'all', 30, 20, 1, 95.0, 85.0, 100.0), ('all', 'all', 90, 15, 3, 76.0, 58.0, 94.0)) as t(
    group_kind, group_name, days, at_risk, ended, still_active_pct, low_pct, high_pct
);
create table marts.retention_points as
from (values (90, 20.0, 15.0, 75.0), (180, null, null, null)) as t(days, members, still_active, still_active_pct);

create table marts.first_task_curves as
from (values ('all', 'all', 3, 20, 6, 70.0, 50.0, 90.0), ('all', 'all', 21, 12, 5, 40.8, 18.0, 63.0)) as t(
    group_kind, group_name, days, at_risk, began, waiting_pct, low_pct, high_pct
) where getvariable('persons') > 0;
create table marts.first_task_medians as
from (values ('all', 'all', 20, 11, 2, 21, 3, null), ('channel', 'association', 9, 7, 0, 5, 2, 21)) as t(
    group_kind, group_name, persons, began, not_followed, median_days, low_days, high_days
) where getvariable('persons') > 0;
create table marts.role_drift as
from (values
    (date '2014-06-30', 'helper', 'coordinator', 2, 25.0), (date '2014-06-30', 'helper', 'not_active', 6, 75.0),
    (date '2014-12-31', 'not_active', 'helper', 3, 100.0)
) as t(role_date, from_role, to_role, persons, share_pct) where getvariable('persons') > 0;
create table marts.survey_changes as
from (values
    ('tryghed', 'Er du tryg om aftenen?', 'Ja', 'vangdalen', 'Vangdalen', 2009, 2012, 40.0, 52.0, 12.0, 100, 100,
     'Prøvemåling 2009, s. 4', 'Prøvemåling 2012, s. 6', 13.7)
) as t(
    theme, question, answer, area_id, area_name, earlier_year, later_year, earlier_share_percent, later_share_percent, change_points,
    earlier_respondents, later_respondents, earlier_reference, later_reference, margin_points
) where getvariable('persons') > 0;

create table marts.recognition as
select
    person_id, full_name, 12.5 as hours_365d, 9 as sessions_365d, cast(null as date) as last_thanked_date,
    date '2014-02-10' as first_time_date, date '2014-09-01' as tenth_time_date, cast(null as date) as hundred_hours_date,
    cast(null as date) as one_year_date, true as is_due, true as has_unthanked_milestone,
from core.persons;

create table marts.activities as
select
    'babycafe' as activity_id, 'Babycafé' as activity_name, 'families' as target_group, 'vangdalen' as area_id, 'weekly' as rhythm,
    20 as sessions_held, date '2014-09-30' as last_session_date, 24 as expected_sessions, 20 as registered_sessions, 12.0 as usual_headcount,
    1 as recent_volunteers, 1.0 as largest_share, true as is_fragile, 10 as sessions_judged, 7 as sessions_needing_volunteers;

create table core.activity_carriers as
select 'babycafe' as activity_id, person_id, 20 as sessions, 3 as coordinated_sessions, 40.0 as hours, date '2014-09-30' as last_date, 0.2 as share
from core.persons;

create table marts.child_certificates as
select
    person_id, full_name, date '2014-02-10' as first_date, date '2014-09-30' as last_date, date '2014-05-10' as needed_from,
    cast(null as date) as child_certificate_date, 'missing' as certificate_state, true as is_lacking,
from core.persons;

create table marts.activity_weeks as
select
    'babycafe' as activity_id, 'Babycafé' as activity_name, cast(week as date) as week_start, case when n % 5 = 4 then 0 else 1 end as held_sessions,
    case when n % 5 = 4 then 1 else 0 end as missing_sessions, cast(null as date) as first_missing_date,
from (select unnest(range(date '2014-01-06', date '2014-12-29', interval 7 day)) as week, unnest(range(51)) as n);

create table marts.activity_months as
select 'babycafe' as activity_id, 'Babycafé' as activity_name, 'families' as target_group, period_start as month_start, 4 as held_sessions, 1 as missing_sessions
from marts.periods where period_kind = 'month';

create table marts.activity_totals as
select 'families' as target_group, 12 as activities, 2 as fragile_activities, 10 as sessions_judged, 7 as sessions_needing_volunteers;

create table marts.theory_of_change as
from (values
    ('involved', 1, 'individual', 'Beboere bliver frivillige', 'Residents become volunteers', 'volunteers_engaged', null, 'measured', date '2014-12-01', null, 23.0, 23.0, 23.0, 'persons', 1),
    ('safety', 4, 'collective', 'Beboerne føler sig trygge', 'Residents feel safe', null, 'tryghed', 'stale', '2012-12-31', 2, null, null, null, null, 2),
    ('courage', 3, 'individual', 'Mod på mere', 'Courage to act', null, null, 'not_measured', null, null, null, null, null, null, 3)
) as t(indicator_id, step, track, label, label_en, metric_id, theme, state, last_date, waves, value, value_low, value_high, unit, sort_order);
