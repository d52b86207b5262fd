"""Grænser: every threshold with its sentence, value and source; the domain's own can be changed, the method's not."""

from __future__ import annotations

import streamlit as st

from dashboard import auth
from dashboard.components.choosing import save
from dashboard.components.markdown import plain
from dashboard.formats import format_number
from dashboard.server import running_server
from dashboard.texts import _, in_language
from dashboard.thresholds import TOPICS, say_threshold, say_value, threshold
from warehouse.choices import State, choices_in_force
from warehouse.choosing import choose_parameter, shown_value
from warehouse.parameter import Parameter, Value, load_parameters, parameter_values

_OPEN = "threshold_open"


def show_thresholds() -> None:
    """The thresholds of one subject, each as a sentence."""
    topic = st.selectbox(_("Emne"), list(TOPICS), format_func=lambda t: _(TOPICS[t]), key="threshold_topic", width=380)
    values = parameter_values(running_server().settings.parameters)
    for name, parameter in load_parameters().items():
        if parameter.topic == topic:
            _show_threshold(name, parameter, values[name])


def _show_threshold(name: str, parameter: Parameter, value: Value) -> None:
    with st.container(border=True, gap="small"):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words:
            st.markdown(plain(say_threshold(parameter, value)) + _badges(name, parameter, value))
            st.caption(plain(_say_origin(parameter, value)))
        if not parameter.fixed and button.button(_("Ret"), key=f"open-{name}", icon=":material/edit:"):
            st.session_state[_OPEN] = None if st.session_state.get(_OPEN) == name else name
        if not parameter.fixed and st.session_state.get(_OPEN) == name:
            _ask_for_value(name, parameter, value)


def _badges(name: str, parameter: Parameter, value: Value) -> str:
    own = f"  :blue-badge[{_('jeres egen')}]" if value != parameter.value else ""
    in_numbers = threshold(name)
    if in_numbers == value:
        return own
    words = _("i tallene nu: {value}").format(value=say_value(parameter, in_numbers))
    return f"{own}  :orange-badge[{plain(words)}]"


def _say_origin(parameter: Parameter, value: Value) -> str:
    parts = [_("Værdi: {value}").format(value=say_value(parameter, value))]
    if value != parameter.value:
        parts.append(_("almindelig værdi: {value}").format(value=say_value(parameter, parameter.value)))
    if parameter.fixed:
        parts.append(_("hører til metoden og ændres ikke her"))
    return " · ".join([*parts, in_language(parameter.reference, parameter.reference_en)])


def _ask_for_value(name: str, parameter: Parameter, value: Value) -> None:
    auth.require("staff")
    least, most = (shown_value(parameter, bound) for bound in parameter.bounds)
    seen = _seen(name)
    with st.form(f"threshold-{name}", border=False):
        typed = st.text_input(
            _("Ny værdi ({unit})").format(unit=say_value(parameter, value).partition(" ")[2]),
            format_number(shown_value(parameter, value), 6),
            key=f"value-{name}-{value}",
            help=_("Fra {least} til {most}.").format(least=format_number(least, 6), most=format_number(most, 6)),
            width=240,
        )
        with st.container(horizontal=True, gap="small"):
            wants_to_save = st.form_submit_button(_("Gem"), type="primary", icon=":material/save:")
            wants_usual = value != parameter.value and st.form_submit_button(
                _("Brug den almindelige værdi"), icon=":material/undo:"
            )
    if wants_to_save or wants_usual:
        wanted = "" if wants_usual else typed or format_number(shown_value(parameter, value), 6)
        save(lambda user: choose_parameter(running_server().settings, name, wanted, user, seen))


def _seen(name: str) -> State:
    """How the choice stood when the form was drawn, so that two who change it at once do not undo each other."""
    chosen = choices_in_force(running_server().settings.choices).get("parameter", {})
    return State(set=chosen[name]) if name in chosen else State()
