"""Who will not come back, and how early is it seen? The product's own tables beside simpler and well-known rules.

`python -m bench.inactivity [SEED]`. CDNOW's purchases (they ship with the package `lifetimes`) and made-up volunteers with
a rhythm are staged as attendances; `core.volunteer_silences` and what it stands on judge them as on any night.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from random import Random

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import rankdata

from tests.given import build
from warehouse.build import create_time_tables, set_variables
from warehouse.naming import give_ids
from warehouse.settings import Project, Settings
from warehouse.staging import create_staging, fed_entities, staging_columns

HORIZON_DAYS = 90
EVENTS = 3
FALSE_ALARMS = 0.05
FIXED_LIMITS = (30, 60, 90)
CDNOW_DATES = (date(1997, 12, 31), date(1998, 3, 31))
RHYTHMS = {"every week": 7, "every other week": 14, "every month": 30, "every quarter": 91}
NOW_AND_THEN = (10, 20, 40)
VOLUNTEERS_OF_EACH = 150
FIRST, LAST = date(2023, 1, 2), date(2024, 12, 31)

Numbers = npt.NDArray[np.float64]

_SEEN = """
select
    rhythms.person_id,
    rhythms.status_date,
    rhythms.last_active_date,
    rhythms.gaps,
    rhythms.usual_gap_days,
    silences.days_silent,
    silences.inactive_days,
    silences.is_at_risk,
    silences.is_inactive
from core.volunteer_rhythms as rhythms
join core.volunteer_silences as silences
    on rhythms.person_id = silences.person_id and rhythms.status_date = silences.status_date
"""


def main() -> None:
    """Print the two tables."""
    warnings.simplefilter("ignore")
    purchases = read_purchases()
    for few, words in ((False, f"{EVENTS} purchases or more"), (True, f"fewer than {EVENTS}")):
        print(f"CDNOW: who buys nothing in the next {HORIZON_DAYS} days, {words} in a year; area under the curve")
        print_table({f"{as_of:%d-%m-%Y}": rank_buyers(purchases, as_of, few) for as_of in CDNOW_DATES})
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 2026
    visits, stopped = make_visits(Random(seed))
    seen = judge(visits, LAST)
    seen = seen[seen.gaps + 1 >= EVENTS].merge(stopped, on="person_id")
    seen["is_gone"] = seen.status_date > seen.end
    print(f"Made-up volunteers, seed {seed}: area under the curve for who has stopped, month by month")
    print_table({"auc": {name: auc(seen.is_gone, score) for name, score in scores_of(seen).items()}})
    print(
        f"The same at {FALSE_ALARMS:.0%} false alarms: share seen within 60 and 90 days of the last visit; who was wrongly flagged"
    )
    print_table(early_warning(seen))


def read_purchases() -> pd.DataFrame:
    """CDNOW's customers and the days they bought something."""
    spec = find_spec("lifetimes")
    assert spec and spec.origin
    path = Path(spec.origin).parent / "datasets" / "CDNOW_master.txt"
    purchases = pd.read_csv(path, sep=r"\s+", dtype=str, usecols=["customer_id", "date"])
    days = pd.to_datetime(purchases.date).dt.date
    return pd.DataFrame({"person_id": "k" + purchases.customer_id, "day": days}).drop_duplicates()


def rank_buyers(purchases: pd.DataFrame, as_of: date, few: bool) -> dict[str, float]:
    """Area under the curve of every rule, seen from one day."""
    known = purchases[purchases.day <= as_of]
    later = purchases[(purchases.day > as_of) & (purchases.day <= as_of + timedelta(days=HORIZON_DAYS))]
    seen = judge(known, as_of)
    seen = seen[(seen.status_date == pd.Timestamp(as_of)) & ((seen.gaps + 1 < EVENTS) == few)]
    is_gone = ~seen.person_id.isin(later.person_id)
    scores = scores_of(seen) | score_by_model(known, as_of, seen.person_id)
    return {"customers": float(len(seen))} | {name: auc(is_gone, score) for name, score in scores.items()}


def judge(visits: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """What the product's own tables say of every volunteer on every date it judges."""
    settings = Settings(home=Path("/nowhere"), project=Project(start=min(visits.day), end=as_of))
    with duckdb.connect(config={"threads": 2}) as con:
        create_staging(con)
        set_variables(con, settings, as_of)
        create_time_tables(con, settings, as_of)
        con.register("visits", visits.assign(day=pd.to_datetime(visits.day)))
        con.execute(
            """
            insert into staging.attendances by name
            select 'v' || row_number() over () as record_id, person_id as full_name, person_id, 'Bench' as activity_name,
                cast(day as date) as session_date, 'volunteer' as role, 50 as precedence, false as is_superseded
            from visits
            """
        )
        give_ids(con, settings, {name: staging_columns(model) for name, model in fed_entities().items()})
        con.execute(
            """
            insert into staging.mentions by name
            select record_id, 'attendances' as entity, precedence, person_id, full_name, area_id from staging.attendances
            """
        )
        build(con, "core.volunteer_silences")
        return con.execute(_SEEN).df()


def scores_of(seen: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """Every rule as a score: the higher, the likelier gone."""
    fixed = {f"more than {limit} days": (seen.days_silent > limit).astype(float) for limit in FIXED_LIMITS}
    return fixed | {
        "days silent": seen.days_silent,
        "frivillig: silence by the limit of the status": seen.days_silent / seen.inactive_days,
        "silence by usual gap": seen.days_silent / seen.usual_gap_days,
        "silence and usual gap together": seen.days_silent + seen.usual_gap_days,
    }


def score_by_model(known: pd.DataFrame, as_of: date, persons: pd.Series[str]) -> dict[str, Numbers]:
    """BG/NBD as `lifetimes` fits it, on every customer: no purchase in the horizon, and alive turned round."""
    from lifetimes import BetaGeoFitter

    days = pd.to_datetime(known.day)
    facts = (
        pd.DataFrame({"person_id": known.person_id, "day": days}).groupby("person_id").day.agg(["count", "min", "max"])
    )
    repeats = facts["count"] - 1
    recency, age = (facts["max"] - facts["min"]).dt.days, (pd.Timestamp(as_of) - facts["min"]).dt.days
    fitter = BetaGeoFitter().fit(repeats, recency, age)
    rate, scale, *_ = (fitter.params_[name] for name in ("r", "alpha", "a", "b"))
    alive = pd.Series(fitter.conditional_probability_alive(repeats, recency, age), index=facts.index)
    silent = ((scale + age) / (scale + age + HORIZON_DAYS)) ** (rate + repeats)
    no_event = 1 - alive + alive * silent
    return {"BG/NBD: no purchase": no_event[persons].to_numpy(), "BG/NBD: not alive": -alive[persons].to_numpy()}


def auc(is_gone: pd.Series[bool], score: pd.Series[float] | Numbers) -> float:
    """How often somebody who is gone scores higher than somebody who is not; a half when they tie."""
    ranks = rankdata(np.asarray(score, dtype=float))
    gone = is_gone.to_numpy(dtype=bool)
    count = gone.sum()
    return float((ranks[gone].sum() - count * (count + 1) / 2) / (count * (len(gone) - count)))


def make_visits(random: Random) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Volunteers with a rhythm, who miss one time in seven and move a day or two, and some who come now and then; half stop."""
    visits: list[tuple[str, date]] = []
    stopped: list[tuple[str, str, date | None]] = []
    for rhythm in [*RHYTHMS, "now and then"]:
        for number in range(VOLUNTEERS_OF_EACH):
            person = f"{rhythm} {number}".replace(" ", "_")
            begin = FIRST + timedelta(days=random.randrange(120))
            end = random.choice([None, FIRST + timedelta(days=random.randrange(300, 640))])
            visits += [(person, day) for day in _come(random, rhythm, begin) if day <= min(end or LAST, LAST)]
            stopped.append((person, rhythm, end))
    return pd.DataFrame(visits, columns=["person_id", "day"]), _note_ends(stopped)


def _come(random: Random, rhythm: str, begin: date) -> Iterator[date]:
    mean, day = random.choice(NOW_AND_THEN), begin
    while day <= LAST:
        days = RHYTHMS.get(rhythm)
        if days is None or random.random() > 1 / 7:
            yield day + timedelta(days=random.randrange(3) if days else 0)
        day += timedelta(days=days or 1 + int(random.expovariate(1 / mean)))


def _note_ends(stopped: list[tuple[str, str, date | None]]) -> pd.DataFrame:
    ends = pd.DataFrame(stopped, columns=["person_id", "rhythm", "end"])
    return ends.assign(end=pd.to_datetime(ends.end))


def early_warning(seen: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Every rule with the limit that flags one in twenty of those who still come, and the status as it is."""
    scores = {name: score for name, score in scores_of(seen).items() if not name.startswith("more than")}
    flagged = {name: score > score[~seen.is_gone].quantile(1 - FALSE_ALARMS) for name, score in scores.items()}
    flagged["frivillig: at risk or inactive, as shipped"] = seen.is_at_risk
    flagged["frivillig: inactive, as shipped"] = seen.is_inactive
    columns = {name: _measure(seen, is_flagged) for name, is_flagged in flagged.items()}
    return {
        measure: {name: column[measure] for name, column in columns.items()} for measure in next(iter(columns.values()))
    }


def _measure(seen: pd.DataFrame, is_flagged: pd.Series[bool]) -> dict[str, float]:
    coming = ~seen.is_gone
    gone = seen[seen.is_gone].assign(is_flagged=is_flagged[seen.is_gone])
    first = gone[gone.is_flagged].groupby("person_id").days_silent.min()
    waited = first.reindex(gone.person_id.unique())
    return {
        "false": float(is_flagged[coming].mean()),
        "60 days": float((waited <= 60).mean()),
        "90 days": float((waited <= 90).mean()),
        "quarterly": float(is_flagged[coming & (seen.rhythm == "every quarter")].mean()),
        "irregular": float(is_flagged[coming & (seen.rhythm == "now and then")].mean()),
    }


def print_table(columns: Mapping[str, Mapping[str, float]]) -> None:
    """Columns side by side, a line per rule."""
    names = next(iter(columns.values()))
    print(f"{'':50}" + "".join(f"{heading:>12}" for heading in columns))
    for name in names:
        cells = (column[name] for column in columns.values())
        print(f"{name:50}" + "".join(f"{cell:12.0f}" if cell > 1 else f"{cell:12.3f}" for cell in cells))
    print()


if __name__ == "__main__":
    main()
