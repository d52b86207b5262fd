"""Choosing a setting: what staff type, judged in one sentence, becomes a change in `indstillinger/`.

Each refusal is a ChoiceRefusedError whose sentence says what was found and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from warehouse.accounts import fold_name, list_accounts
from warehouse.choices import Change, Kind, State, add_change
from warehouse.errors import ChoiceRefusedError
from warehouse.intake.cpr import has_cpr
from warehouse.intake.folding import fold, slug, tidy
from warehouse.intake.numbers import read_number
from warehouse.parameter import Parameter, Value, load_parameters, parameter_values
from warehouse.settings import OUTSIDE_AREA, UNKNOWN_AREA, Area, Closure, Settings
from warehouse.source import load_sources

LONGEST_NAME = 80
LONGEST_CLOSURE_DAYS = 366
MOST_WORDS = 200

REMOVED = State(removed=True)
AS_BEFORE = State()

_HUNDRED = 100
_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


def choose_parameter(settings: Settings, name: str, typed: str, by: str, seen: State | None = None) -> Change:
    """Another value of a threshold, as it is shown: shares in percent. Blank: the ordinary value again."""
    parameter = load_parameters().get(name)
    if parameter is None or parameter.fixed:
        raise ChoiceRefusedError("Grænsen hører til metoden og kan ikke ændres her.")
    if not typed.strip():
        return _add(settings, "parameter", name, AS_BEFORE, by, seen)
    value = _read_value(parameter, typed)
    _refuse_disorder(settings, name, value)
    return _add(settings, "parameter", name, State(set=value), by, seen)


def choose_area(
    settings: Settings, area_id: str | None, name: str, aliases: str, streets: str, by: str, seen: State | None = None
) -> Change:
    """A housing area, new (`area_id` None) or as it is to be from now on. Words are parted by commas or lines."""
    name = _read_name(name, "Områdets navn")
    area_id = area_id or _new_area_id(settings, name)
    said = {"name": name, "aliases": _read_words(aliases), "streets": _read_words(streets)}
    _refuse_shared_words(settings, Area(id=area_id, **said))  # type: ignore[arg-type]
    return _add(settings, "area", area_id, State(set=said), by, seen)


def remove_area(settings: Settings, area_id: str, by: str, seen: State | None = None) -> Change:
    """Take an area away: who lives there counts as living outside, or nobody knows where."""
    return _add(settings, "area", area_id, REMOVED, by, seen)


def choose_closure(settings: Settings, name: str, start: date | None, end: date | None, by: str) -> Change:
    """A holiday or closed period, both days included. One day alone: `end` None."""
    name = _read_name(name, "Anledningen")
    if start is None:
        raise ChoiceRefusedError("Vælg den første lukkedag.")
    end = end or start
    if end < start:
        raise ChoiceRefusedError("Den sidste lukkedag ligger før den første; byt om på dem.")
    if (end - start).days >= LONGEST_CLOSURE_DAYS:
        raise ChoiceRefusedError("En lukkeperiode kan højst vare et år; del den op, eller ret datoerne.")
    closure = Closure(name=name, start=start, end=end)
    if closure in settings.closures.values():
        raise ChoiceRefusedError("Den lukkeperiode står der allerede.")
    return _add(settings, "closure", _closure_id(closure), State(set=closure.model_dump(mode="json")), by)


def remove_closure(settings: Settings, closure_id: str, by: str) -> Change:
    """Take a closed period away that was set here."""
    return _add(settings, "closure", closure_id, REMOVED, by)


def choose_form_owner(settings: Settings, form: str, owner: str, by: str, seen: State | None = None) -> Change:
    """Who gets a form's return sheet. Blank: whom the form itself names."""
    if form not in load_sources(settings.forms):
        raise ChoiceRefusedError("Formularen findes ikke længere. Genindlæs siden, og prøv igen.")
    after = State(set=_read_name(owner, "Navnet")) if owner.strip() else AS_BEFORE
    return _add(settings, "form_owner", form, after, by, seen)


def choose_activity_owner(
    settings: Settings, activity_id: str, owner: str, by: str, seen: State | None = None
) -> Change:
    """Who is responsible for an activity. Blank: whom the activity list names."""
    after = State(set=_read_name(owner, "Navnet")) if owner.strip() else AS_BEFORE
    return _add(settings, "activity_owner", activity_id, after, by, seen)


def choose_staff(settings: Settings, name: str, email: str, account: str, by: str, seen: State | None = None) -> Change:
    """Where a member of staff gets the weekly list, and which login is theirs. `name`: as the sheets write it."""
    name, email, account = _read_name(name, "Navnet"), email.strip(), fold_name(account)
    if email and not _ADDRESS.fullmatch(email):
        raise ChoiceRefusedError("Mailadressen kan ikke bruges; skriv én adresse som navn@eksempel.dk.")
    if account and account not in list_accounts(settings):
        raise ChoiceRefusedError("Der er ingen konto med det brugernavn; se listen med: frivillig user list")
    taken = [
        other for other, member in settings.staff.items() if other != name and account and member.account == account
    ]
    if taken:
        raise ChoiceRefusedError(f"Brugernavnet hører allerede til {taken[0]}; ret den linje først.")
    said = {key: value for key, value in {"email": email, "account": account}.items() if value}
    return _add(settings, "staff", name, State(set=said), by, seen)


def remove_staff(settings: Settings, name: str, by: str) -> Change:
    """Nobody is written to under this name any more."""
    return _add(settings, "staff", name, REMOVED, by)


def shown_value(parameter: Parameter, value: float) -> float:
    """A threshold's value as people read and type it: shares in percent."""
    return round(value * _HUNDRED, 6) if parameter.unit == "andel" else value


def _add(settings: Settings, kind: Kind, name: str, after: State, by: str, seen: State | None = None) -> Change:
    return add_change(settings.choices, kind, name, after, by, seen)


def _read_value(parameter: Parameter, typed: str) -> Value:
    number = read_number(tidy(typed))
    if number is None:
        raise ChoiceRefusedError(
            f"«{tidy(typed)[:20]}» er ikke et tal; skriv for eksempel {_write(shown_value(parameter, parameter.value))}."
        )
    least, most = (shown_value(parameter, bound) for bound in parameter.bounds)
    if not least <= number <= most:
        raise ChoiceRefusedError(
            f"Værdien skal ligge fra {_write(least)} til {_write(most)}; her står {_write(number)}."
        )
    if parameter.is_whole and number != int(number):
        raise ChoiceRefusedError(f"Værdien skal være et helt tal; her står {_write(number)}.")
    value = number / _HUNDRED if parameter.unit == "andel" else number
    return int(value) if value == int(value) else round(value, 6)


def _refuse_disorder(settings: Settings, name: str, value: Value) -> None:
    shipped, values = load_parameters(), parameter_values(settings.parameters) | {name: value}
    for lower, parameter in shipped.items():
        if parameter.below and name in (lower, parameter.below) and values[lower] >= values[parameter.below]:
            other = _write(shown_value(parameter, values[parameter.below if name == lower else lower]))
            if name == lower:
                raise ChoiceRefusedError(
                    f"Værdien skal være mindre end {other}, som en anden grænse står på; ret den først."
                )
            raise ChoiceRefusedError(
                f"Værdien skal være større end {other}, som en anden grænse står på; ret den først."
            )


def _read_name(typed: str, what: str) -> str:
    name = tidy(typed)
    if not name:
        raise ChoiceRefusedError(f"{what} mangler; skriv det i feltet.")
    if len(name) > LONGEST_NAME:
        raise ChoiceRefusedError(f"{what} er for langt; brug højst {LONGEST_NAME} tegn.")
    if has_cpr(name):
        raise ChoiceRefusedError(f"{what} ligner et CPR-nummer. Slet det igen: vi må ikke gemme CPR-numre.")
    return name


def _read_words(typed: str) -> list[str]:
    words = list(dict.fromkeys(word for part in re.split(r"[,;\n]", typed) if (word := tidy(part))))
    if len(words) > MOST_WORDS or any(len(word) > LONGEST_NAME for word in words):
        raise ChoiceRefusedError(
            f"Skriv højst {MOST_WORDS} navne med komma imellem, hvert på højst {LONGEST_NAME} tegn."
        )
    if any(has_cpr(word) for word in words):
        raise ChoiceRefusedError("Noget af det ligner et CPR-nummer. Slet det igen: vi må ikke gemme CPR-numre.")
    return words


def _new_area_id(settings: Settings, name: str) -> str:
    area_id = re.sub(r"[^a-z0-9_]", "", slug(name))
    if not area_id or not area_id[0].isalpha() or area_id in (OUTSIDE_AREA, UNKNOWN_AREA):
        raise ChoiceRefusedError("Området skal have et navn, der begynder med et bogstav, og som ikke er «ukendt».")
    if area_id in {area.id for area in settings.areas}:
        raise ChoiceRefusedError("Der er allerede et område med det navn; vælg det på listen, og ret det dér.")
    return area_id


def _refuse_shared_words(settings: Settings, area: Area) -> None:
    """Two areas with a street or a spelling in common could not be told apart."""
    mine = _words_of(area)
    for other in settings.areas:
        shared = sorted(mine.keys() & _words_of(other).keys())
        if other.id != area.id and shared:
            raise ChoiceRefusedError(f"«{mine[shared[0]]}» hører allerede til {other.name}; fjern det det ene sted.")


def _words_of(area: Area) -> dict[str, str]:
    words: Iterable[str] = (area.name, *area.aliases, *area.streets)
    return {fold(word): word for word in words}


def _closure_id(closure: Closure) -> str:
    return f"{slug(closure.name)[:40]}_{closure.start:%Y%m%d}"


def _write(number: float) -> str:
    return f"{number:.10g}".replace(".", ",")
