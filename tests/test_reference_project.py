"""The reference project's figures, read from the published snapshot after a whole night on its files.

`S1` … `S67` are the rows of the seed table that a test stands for. No figure below is written into the product.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.pages import pages_for
from warehouse.settings import Settings
from warehouse.snapshot import Reader

PERIOD = "between date '2013-06-01' and date '2014-12-31'"
WHOLE = "period_kind = 'project' and area_id is null and target_group is null"


@pytest.fixture(scope="module")
def staff(reference_settings: Settings) -> Reader:
    return Reader(reference_settings, "staff")


def one(reader: Reader, sql: str) -> Any:
    """The single value of a query."""
    return reader.query(sql).iat[0, 0]


def metric(reader: Reader, metric_id: str) -> pd.Series:
    """A KPI for the whole project."""
    found = reader.query(f"select * from marts.metric_values where metric_id = '{metric_id}' and {WHOLE}")
    assert len(found) == 1
    return found.iloc[0]


# The organisation, its areas and the headline ---------------------------------------------------------------


def test_the_demo_itself_finds_every_figure_of_the_report(reference_run: dict[str, Any]) -> None:
    assert [figure["label"] for figure in reference_run["figures"] if not figure["ok"]] == []
    assert len(reference_run["figures"]) >= 15


def test_s1_s4_project_has_organisation_controller_and_funder(staff: Reader) -> None:
    project = staff.query("select * from core.projects").iloc[0]
    assert project.organisation == "Bysekretariatet"
    assert project.funder == "Social- og Integrationsministeriet"
    assert "Randers Kommune" in project.data_controller


def test_s2_three_areas_and_two_for_everyone_else(staff: Reader) -> None:
    areas = staff.query("select area_name, is_reference_area from core.areas order by sort_order")
    assert set(areas[areas.is_reference_area].area_name) == {"Glarbjergvejområdet", "Vangdalen", "Jennumparken"}
    assert {"Uden for områderne", "Ukendt"} <= set(areas.area_name)


def test_s2_a_street_decides_the_area(staff: Reader) -> None:
    wrong = "select count(*) from core.persons where area_id not in (select area_id from core.areas)"
    assert one(staff, wrong) == 0
    assert one(staff, "select count(distinct area_id) from core.persons join core.volunteers using (person_id)") >= 4


def test_s3_the_period_includes_its_last_day(staff: Reader) -> None:
    period = staff.query(
        "select distinct period_start, period_end from marts.metric_values where period_kind = 'project'"
    )
    assert period.astype(str).values.tolist() == [["2013-06-01", "2014-12-31"]]


def test_s5_four_members_of_staff_are_nobodys_volunteers_or_users(staff: Reader) -> None:
    assert one(staff, "select count(*) from core.staff") == 4
    assert one(staff, "select count(*) from core.volunteers join core.staff using (person_id)") == 0
    counted = "select count(*) from metrics.distinct_users join core.staff using (person_id)"
    assert one(staff, counted) == 0
    assert one(staff, "select count(*) from core.attendances where role = 'staff'") > 50


def test_s5_a_colleague_on_the_list_of_users_is_still_staff(staff: Reader) -> None:
    roles = staff.query("select distinct role from core.attendances join core.staff using (person_id)")
    assert roles.role.tolist() == ["staff"]


def test_s6_background_figures_keep_their_reservation(staff: Reader) -> None:
    found = staff.query(
        """
        select indicator, share_low, share_precision from core.area_statistics
        where coalesce(area_id, 'ukendt') not in ('glarbjergvej', 'vangdalen', 'jennumparken') and unit = 'procent'
        """
    ).set_index("indicator")
    assert found.loc["Beboere med anden etnisk baggrund end dansk"].tolist() == [30, "ca"]
    assert found.loc["Voksne 18-64 år uden for arbejdsmarkedet"].tolist() == [60, "ca"]


def test_s7_two_surveys_ask_the_very_same_questions(staff: Reader) -> None:
    asked = staff.query("select wave_year, question from core.survey_answers where wave_year in (2009, 2012)")
    waves = asked.groupby("wave_year").question.agg(set)
    assert waves[2009] == waves[2012]
    totals = staff.query(
        "select sum(share_percent) as total from core.survey_answers group by wave_year, area_id, question"
    )
    assert totals.total.round(1).eq(100).all()


def test_s10_target_group_stands_on_activities_and_never_on_persons(staff: Reader) -> None:
    groups = set(staff.query("select distinct target_group from core.activities").target_group)
    assert {"families", "children_youth", "vulnerable_adults"} <= groups
    columns = (
        "select count(*) from information_schema.columns where table_name = 'persons' and column_name like '%target%'"
    )
    assert one(staff, columns) == 0


def test_s36_258_different_users_against_180(staff: Reader) -> None:
    users = metric(staff, "distinct_users")
    assert (users.value, users.value_low) == (258, 258)
    assert users.value_high > 258
    target = staff.query(
        """
        select target, achievement_pct, status, is_met_at_lower_bound, funder from marts.target_progress
        where metric_id = 'distinct_users' and period_end - period_start > 500 and target_group is null
        """
    ).iloc[0]
    assert (target.target, round(target.achievement_pct, 1), target.status) == (180, 143.3, "met")
    assert target.is_met_at_lower_bound
    assert target.funder == "Social- og Integrationsministeriet"


def test_s36_258_opens_to_the_persons_behind_it(staff: Reader) -> None:
    persons = staff.query(
        f"select distinct person_id from marts.metric_rows where metric_id = 'distinct_users' and event_date {PERIOD} "
        "and person_id is not null"
    )
    assert len(persons) == 258
    named = "select count(*) from core.persons where full_name is not null and person_id in (select person_id from metrics.distinct_users)"
    assert one(staff, named) >= 258


def test_those_who_came_only_before_the_project_are_no_users(staff: Reader) -> None:
    ever = "select count(distinct person_id) from core.attendances where role = 'participant'"
    assert one(staff, ever) == 260


def test_s37_23_took_on_tasks_through_the_coordinator(staff: Reader) -> None:
    assert metric(staff, "volunteers_engaged").value == 23
    others = "select count(*) from core.engagements where arranged_by <> 'coordinator'"
    assert one(staff, others) > 10


def test_s37_all_23_are_among_the_258(staff: Reader) -> None:
    inside = f"""
        select count(distinct person_id) from core.engagements
        where arranged_by = 'coordinator' and from_date {PERIOD}
            and person_id in (select person_id from core.attendances where role = 'participant' and session_date {PERIOD})
    """
    assert one(staff, inside) == 23


def test_s38_more_than_100_are_registered_at_the_end(staff: Reader) -> None:
    assert metric(staff, "volunteers_registered").value == 112
    before = one(staff, "select count(*) from core.volunteers where registered_date < date '2013-06-01'")
    assert 30 <= before <= 45


def test_registered_volunteers_are_not_taken_for_active_ones(staff: Reader) -> None:
    assert metric(staff, "active_volunteers").value < metric(staff, "volunteers_registered").value - 30


# Activities --------------------------------------------------------------------------------------------------


def test_s15_missing_sheets_show_as_missing_sessions(staff: Reader) -> None:
    missing = staff.query(
        "select activity_id, expected_date from core.expected_sessions where not is_registered order by 1, 2"
    )
    assert {"babycafe", "it_cafe"} <= set(missing.activity_id)
    assert 90 < metric(staff, "completeness").value < 100


def test_s16_s17_23_theme_events_with_topic_and_teacher(staff: Reader) -> None:
    assert metric(staff, "theme_events").value == 23
    themes = staff.query("select activity_id, topic, teacher_kind from core.sessions where session_kind = 'theme'")
    assert set(themes.activity_id) == {"babycafe"}
    assert set(themes.teacher_kind) == {"municipal", "internal"}
    assert {
        "Børn og sygdom",
        "Vægttab efter fødsel",
        "Babymassage",
        "Førstehjælp til børn",
        "Besøg fra biblioteket",
    } <= set(themes.topic)


def test_s18_s19_two_outings_with_about_60_that_needed_volunteers(staff: Reader) -> None:
    assert metric(staff, "outings").value == 2
    outings = staff.query("select * from core.sessions where session_kind = 'outing'")
    assert outings.headcount_low.sum() == outings.headcount_high.sum() == 60
    assert set(outings.headcount_precision) == {"ca"}
    assert outings.needed_volunteers.all()


def test_s20_the_baby_cafe_finds_most_new_volunteers(staff: Reader) -> None:
    channels = staff.query(
        "select recruitment_channel, count(*) as found from core.volunteers where registered_date >= date '2013-06-01' group by 1"
    ).set_index("recruitment_channel")
    assert channels.found.idxmax() == "baby_cafe"


def test_s21_open_cafe_is_held_twice_a_week(staff: Reader) -> None:
    expected = staff.query(
        "select count(*) as days from core.expected_sessions where activity_id = 'aaben_cafe' "
        "and expected_date between date '2014-01-06' and date '2014-01-31' group by date_trunc('week', expected_date)"
    )
    assert set(expected.days) == {2}


def test_s22_users_of_the_open_cafe_take_over_tasks(staff: Reader) -> None:
    grown = staff.query(
        f"""
        select person_id from core.attendances where activity_id = 'aaben_cafe' and session_date {PERIOD}
        group by person_id
        having min(session_date) filter (where role = 'participant')
            < min(session_date) filter (where role in ('volunteer', 'coordinator'))
        """
    )
    assert len(grown) >= 4


@pytest.mark.parametrize(
    ("day", "topic", "heads"), [("2014-04-26", "Kulturel udflugt", 8), ("2014-11-28", "Julefrokost", 10)]
)
def test_s23_s24_trip_of_8_and_lunch_of_10_are_exact(staff: Reader, day: str, topic: str, heads: int) -> None:
    session = staff.query(
        f"select * from core.sessions where activity_id = 'aaben_cafe' and session_date = date '{day}'"
    ).iloc[0]
    assert session.topic.startswith(topic)
    assert (session.headcount_low, session.headcount_high, session.headcount_precision) == (heads, heads, "exact")


def test_s25_about_20_children_of_12_to_15_come_to_chess(staff: Reader) -> None:
    mean = one(staff, "select avg(headcount_low) from core.sessions where activity_id = 'skakklub'")
    assert 17 <= mean <= 23
    years = staff.query(
        "select distinct birth_year from core.attendances join core.persons using (person_id) "
        "where activity_id = 'skakklub' and role = 'participant'"
    ).birth_year
    assert set(years) <= {1999, 2000, 2001, 2002}


def test_s26_three_adults_volunteer_in_chess(staff: Reader) -> None:
    came = "select count(distinct person_id) from core.attendances where activity_id = 'skakklub' and role in ('volunteer', 'coordinator')"
    assert one(staff, came) == 3
    started = staff.query(
        f"select distinct person_id, from_date from core.engagements where activity_id = 'skakklub' and from_date {PERIOD}"
    )
    assert started.person_id.nunique() == 3
    assert started.from_date.nunique() == 3


def test_s27_girls_basketball_keeps_its_interval(staff: Reader) -> None:
    counts = staff.query(
        "select * from core.sessions where activity_id = 'pigebasket' and headcount_precision = 'interval'"
    )
    assert (counts.headcount_low.min(), counts.headcount_high.max()) == (4, 10)


def test_s28_football_has_about_20_boys_and_two_volunteers_after_each_other(staff: Reader) -> None:
    mean = one(staff, "select avg(headcount_low) from core.sessions where activity_id = 'drengefodbold'")
    assert 18 <= mean <= 22
    stints = staff.query(
        "select person_id, from_date, to_date from core.engagements where activity_id = 'drengefodbold' order by from_date"
    )
    assert stints.person_id.nunique() == len(stints) == 2
    assert stints.to_date[0] < stints.from_date[1]


def test_s29_guitar_is_taught_at_home_by_one_found_in_the_baby_cafe(staff: Reader) -> None:
    assert one(staff, "select at_private_address from core.activities where activity_id = 'guitarundervisning'")
    teacher = staff.query(
        "select distinct person_id from core.engagements where activity_id = 'guitarundervisning'"
    ).person_id
    assert len(teacher) == 1
    first_met = staff.query(
        "select min(session_date) as first from core.attendances where activity_id = 'babycafe' and person_id = ?",
        [teacher[0]],
    ).iat[0, 0]
    assert first_met < pd.Timestamp("2014-02-05")


def test_s30_staff_take_part_in_the_it_cafe(staff: Reader) -> None:
    assert (
        one(
            staff,
            "select count(distinct person_id) from core.attendances where activity_id = 'it_cafe' and role = 'staff'",
        )
        == 2
    )


def test_s31_football_school_has_24_different_over_two_days(staff: Reader) -> None:
    came = staff.query(
        "select * from core.attendances where activity_id = 'fodboldskole_sommer_2014' and role = 'participant'"
    )
    assert came.person_id.nunique() == 24
    assert came.session_id.nunique() == 2
    assert 24 < len(came) <= 48


@pytest.mark.parametrize("activity_id", ["sommerskak", "sommerbasket"])
def test_s32_summer_events_are_one_activity_in_three_areas(staff: Reader, activity_id: str) -> None:
    places = staff.query(f"select area_id, session_kind from core.sessions where activity_id = '{activity_id}'")
    assert sorted(places.area_id) == ["glarbjergvej", "jennumparken", "vangdalen"]
    assert set(places.session_kind) == {"holiday"}


def test_s32_there_is_chess_and_girls_football_in_the_autumn_holiday(staff: Reader) -> None:
    held = staff.query(
        "select distinct activity_id from core.sessions where session_date between date '2014-10-13' and date '2014-10-17'"
    )
    assert {"skak_i_efteraarsferien", "fodboldskole_for_piger"} <= set(held.activity_id)


def test_s33_six_boys_cook_with_their_parents_consent(staff: Reader) -> None:
    cooks = staff.query(
        """
        select distinct person_id, birth_year, gender, guardian_consent
        from core.attendances
        join core.persons using (person_id)
        join core.volunteers using (person_id)
        where activity_id = 'men_s_health_day' and role = 'volunteer'
        """
    )
    assert len(cooks) == 6
    assert cooks.birth_year.gt(2014 - 18).all()
    assert cooks.guardian_consent.all()


def test_s34_more_than_30_came_to_the_party(staff: Reader) -> None:
    party = staff.query("select * from core.sessions where session_kind = 'recognition'").iloc[0]
    assert (party.headcount_low, party.headcount_precision) == (31, "at_least")
    guests = staff.query("select * from core.recognitions where recognition_kind = 'party'")
    assert guests.is_invited.sum() == 64
    assert 30 < guests.has_attended.sum() < 64


def test_s35_some_volunteers_were_not_thanked_in_a_year(staff: Reader) -> None:
    unthanked = """
        select count(*) from core.volunteers where registered_date < date '2013-12-31' and person_id not in (
            select person_id from core.recognitions where recognition_date >= date '2013-12-31' and coalesce(has_attended, true)
        )
    """
    assert one(staff, unthanked) > 5


# The volunteers ----------------------------------------------------------------------------------------------


def test_s39_volunteers_are_young_and_old_and_speak_many_languages(staff: Reader) -> None:
    people = staff.query("select birth_year, language from core.persons join core.volunteers using (person_id)")
    assert people.birth_year.min() < 1950
    assert people.birth_year.max() > 1998
    assert people.language.nunique() >= 4


def test_s40_a_few_volunteers_live_outside_the_areas(staff: Reader) -> None:
    outside = "select count(*) from core.persons join core.volunteers using (person_id) where area_id = 'uden_for'"
    assert 3 <= one(staff, outside) <= 20


def test_s41_s46_tasks_can_be_taken_here_and_now(staff: Reader) -> None:
    tasks = staff.query("select * from core.tasks where is_listed")
    assert len(tasks) > 25
    assert tasks[(tasks.duration == "one_off") & tasks.here_and_now & (tasks.end_date >= "2014-12-31")].shape[0] >= 5
    assert set(tasks.support_needed.dropna()) == {"none", "some", "much"}


def test_s43_twelve_answered_the_questionnaire_twice(staff: Reader) -> None:
    twice = "select person_id from core.mentions where source = 'questionnaire' group by 1 having count(*) > 1"
    assert 10 <= len(staff.query(twice)) <= 12
    superseded = "select count(*) from quality.rows where source = 'questionnaire' and fate = 'superseded'"
    assert one(staff, superseded) > 0


def test_s45_s47_contacts_lead_to_a_next_step(staff: Reader) -> None:
    contacts = staff.query("select * from core.follow_ups")
    assert len(contacts) > 40
    assert contacts.next_step.notna().sum() > 20
    assert contacts.due_date.notna().sum() > 20


def test_s48_s51_roles_and_motives_are_of_every_kind(staff: Reader) -> None:
    volunteers = staff.query("select declared_role, primary_motive, other_motives from core.volunteers")
    assert set(volunteers.declared_role.dropna()) == {"core", "coordinator", "helper", "specialist"}
    assert volunteers.primary_motive.nunique() >= 5
    assert volunteers.other_motives.notna().sum() > 20


def test_s50_no_table_holds_health_or_origin_of_a_person(staff: Reader) -> None:
    columns = set(
        staff.query("select column_name from information_schema.columns where table_schema = 'core'").column_name
    )
    assert not columns & {"health", "diagnosis", "ethnicity", "origin", "religion", "support_need"}


def test_s54_every_kind_of_silence_is_among_the_volunteers(staff: Reader) -> None:
    found = (
        staff.query("select status, count(*) as volunteers from core.volunteers group by 1")
        .set_index("status")
        .volunteers
    )
    assert {"active", "at_risk", "inactive", "never_started", "new", "returned", "paused", "stopped", "completed",
            "cannot_be_judged"} == set(found.index)  # fmt: skip
    assert found["active"] > found["inactive"] > 5
    assert found["never_started"] > 5


def test_s54_it_volunteers_cannot_be_judged_while_the_sheet_is_missing(staff: Reader) -> None:
    unjudged = staff.query("select usual_activity from marts.inactive_volunteers where status = 'cannot_be_judged'")
    assert set(unjudged.usual_activity) == {"IT-café"}


def test_s55_there_is_a_task_to_offer_those_who_went_quiet(staff: Reader) -> None:
    offered = (
        "select count(*) from marts.inactive_volunteers where status = 'inactive' and suggested_task_id is not null"
    )
    assert one(staff, offered) > 0


# Associations and pathways -----------------------------------------------------------------------------------


def test_s59_every_organisation_of_the_report_is_listed(staff: Reader) -> None:
    names = " ".join(staff.query("select organisation_name from core.organisations where is_listed").organisation_name)
    for name in ("Bydelsmødrene", "Nordbyens Motion", "Aktivitetsforeningen Jennumparken", "Afdelingsbestyrelsen Vangdalen",
                 "Dansk Skoleskak", "Sundhedscenter", "Biblioteket", "Foreningsmentor"):  # fmt: skip
        assert name in names


def test_s60_some_volunteers_belong_to_two_associations(staff: Reader) -> None:
    several = """
        select person_id from core.memberships join core.volunteers using (person_id)
        group by 1 having count(distinct organisation_id) > 1
    """
    assert len(staff.query(several)) >= 4


def test_s64_volunteers_answer_for_their_own_strength_twice(staff: Reader) -> None:
    asked = staff.query("select wave_year, question from core.survey_answers where theme = 'Empowerment'")
    assert asked.groupby("wave_year").question.nunique().to_dict() == {2013: 3, 2014: 3}


def test_s65_fitness_volunteer_took_a_course_found_a_job_and_still_comes(staff: Reader) -> None:
    pathway = staff.query(
        """
        select milestone_date, milestone_kind, person_id from core.milestones
        where person_id in (select person_id from core.milestones where title like 'Zumba%') order by milestone_date
        """
    )
    assert pathway.milestone_kind.tolist() == ["course", "job"]
    last_seen = staff.query(
        "select last_active_date from core.volunteers where person_id = ?", [pathway.person_id[0]]
    ).iat[0, 0]
    assert last_seen > pathway.milestone_date[1]


def test_s66_helper_on_the_dance_team_becomes_its_instructor(staff: Reader) -> None:
    roles = staff.query(
        """
        select role, min(session_date) as first from core.attendances
        where activity_id = 'dans_for_kvinder'
            and person_id in (select person_id from core.milestones where milestone_kind = 'new_role' and title like '%danse%')
        group by role
        """
    ).set_index("role")["first"]
    assert roles["participant"] < roles["volunteer"] < roles["coordinator"]


# What is left of the report's rows -----------------------------------------------------------------------------


def test_s8_s9_activities_belong_to_a_focus_area_and_count_once_in_several_projects(staff: Reader) -> None:
    areas = set(staff.query("select distinct focus_area from core.activities").focus_area)
    assert areas == {"employment", "children_family", "health", "networks_democracy"}
    assert one(staff, "select count(*) from core.activities where projects like '%;%'") >= 1
    assert one(staff, "select count(*) - count(distinct activity_id) from core.activities") == 0


def test_s11_s12_board_has_four_steps_two_tracks_and_says_what_nobody_measures(staff: Reader) -> None:
    board = staff.query("select * from marts.theory_of_change")
    assert set(board.step) == {1, 2, 3, 4} and set(board.track) == {"individual", "collective"}
    assert {"measured", "not_measured"} <= set(board.state)


def test_s13_s14_board_explains_social_capital_and_empowerment_with_its_source() -> None:
    page = AppTest.from_function(_show_concepts, default_timeout=600).run()
    words = " ".join(element.value for element in page.markdown)
    assert "CFBU 2012, side 11 og 29" in words and "Empowerment" in words


def _show_concepts() -> None:
    from dashboard.components.board import show_concepts

    show_concepts()


def test_s42_each_of_the_coordinators_jobs_has_a_page_in_the_menu() -> None:
    staffs = {page.name for page in pages_for("staff")}
    assert {"aktiviteter", "frivillige", "inaktive", "opgaver", "datakvalitet"} <= staffs


def test_s44_volunteers_are_found_in_all_the_ways_of_the_report(staff: Reader) -> None:
    channels = set(staff.query("select distinct recruitment_channel from core.volunteers").recruitment_channel)
    assert {"staff", "association", "activity", "baby_cafe", "questionnaire", "own_enquiry"} <= channels


def test_s49_roles_wanted_and_roles_offered_stand_beside_each_other(staff: Reader) -> None:
    roles = staff.query("select * from marts.role_mix").set_index("role")
    assert set(roles.index) == {"core", "coordinator", "helper", "specialist"}
    assert (roles.wanting_without_place == roles.declared_persons - roles.places_offered).all()


def test_s52_s53_tasks_say_what_they_give_and_a_teams_motives_name_nobody(staff: Reader) -> None:
    assert one(staff, "select count(distinct motive) from core.task_benefits") >= 3
    mix = staff.query("select * from marts.motive_mix where activity_id is not null")
    assert not mix.empty and "person_id" not in mix.columns


def test_s56_analysis_and_match_come_from_the_same_volunteers(staff: Reader) -> None:
    strangers = "select count(*) from marts.task_matches anti join core.volunteers using (person_id)"
    assert one(staff, "select count(*) from marts.task_matches") > 0 and one(staff, strangers) == 0


def test_s57_records_nobody_confirmed_in_a_year_are_listed_to_their_contact(staff: Reader) -> None:
    stale = staff.query("select * from marts.unconfirmed_volunteers")
    assert not stale.empty and stale.days_unconfirmed.gt(365).all()
    assert stale.contact_person.notna().any()


def test_s58_what_is_registered_shows_by_project(staff: Reader) -> None:
    named = staff.query("select distinct projects from core.activities where projects is not null").projects
    assert {"Frivillighed på tværs"} < {name.strip() for joined in named for name in joined.split(";")}


def test_s61_small_groups_refuse_to_tell_how_mixed_they_are(staff: Reader) -> None:
    refused = staff.query("select * from marts.group_compositions where refusal is not null")
    assert not refused.empty and refused.blau.isna().all()
    assert one(staff, "select count(*) from core.group_origins where persons < 10") == 0


def test_s62_meetings_across_areas_and_ages_stand_beside_what_chance_would_give(staff: Reader) -> None:
    mixing = staff.query("select * from marts.meeting_mixing").set_index("trait")
    judged = mixing.loc[["area", "age_band"]]
    assert judged.external_index.notna().all() and (judged.low_index < judged.high_index).all()


def test_s63_work_and_benefits_are_background_and_stand_on_nobody(staff: Reader) -> None:
    background = "select count(*) from core.area_statistics where indicator like '%uden for arbejdsmarkedet%'"
    assert one(staff, background) >= 1
    on_persons = "select count(*) from information_schema.columns where table_name in ('persons', 'volunteers') and regexp_matches(column_name, 'benefit|pension|job|employ|income')"
    assert one(staff, on_persons) == 0


def test_s67_courses_are_on_record_beside_who_stays(staff: Reader) -> None:
    assert one(staff, "select count(distinct person_id) from core.milestones where milestone_kind = 'course'") >= 3
    assert one(staff, "select count(*) from marts.retention_curves where group_kind = 'all'") > 1


# From ugly files ---------------------------------------------------------------------------------------------


def test_mistakes_wait_for_a_person_with_a_reason_each(staff: Reader) -> None:
    faults = staff.query("select * from quality.rows where fate = 'quarantined' and source is not null")
    assert 10 <= len(faults) <= 30
    assert faults.reason.str.len().gt(10).all()


def test_rows_written_twice_are_counted_once(staff: Reader) -> None:
    assert one(staff, "select count(*) from quality.rows where fate = 'duplicate' and reason_code = 'same_row'") >= 3


def test_the_shopping_list_waits_and_nothing_else_does(staff: Reader) -> None:
    waiting = staff.query("select file_name from quality.files where fate = 'waiting'")
    assert [name.rpartition("/")[2] for name in waiting.file_name] == ["Indkøb julefrokost.xlsx"]


def test_every_person_in_the_folder_is_found_once(staff: Reader) -> None:
    again = (
        "select full_name, birth_year from core.persons where birth_year is not null group by 1, 2 having count(*) > 1"
    )
    assert staff.query(again).empty
    assert one(staff, "select count(*) from core.persons where birth_year is null and phone is null") == 0
