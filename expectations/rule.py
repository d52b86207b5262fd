"""Rules that need SQL.

`rules/<schema>_<table>__<rule>.sql` returns the offending rows, the `.yml` beside it says what they are.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import model_validator

from expectations.check import Check, Severity, rows_expected_absent
from warehouse.declaration import Declaration, read_declaration

RULES = Path(__file__).parent / "rules"


class Rule(Declaration):
    """What one rule verifies.

    `description` says what is true when the rule holds. `reason` is the sentence a sender acts on; it goes into the
    return sheet with the row. A rule that quarantines is never critical: the rows at fault are out of the numbers.
    """

    stem: str
    severity: Severity
    description: str
    description_en: str
    quarantines: bool = False
    reason: str = ""

    @model_validator(mode="after")
    def _sender_needs_a_reason(self) -> Rule:
        if self.quarantines and (not self.reason or self.severity == "critical"):
            raise ValueError("en regel, der sætter rækker til side, skal have en «reason» og må ikke være «critical»")
        return self

    @property
    def table(self) -> str:
        """The schema-qualified table the rule is about: `staging_follow_ups__x` → `staging.follow_ups`."""
        return self.stem.partition("__")[0].replace("_", ".", 1)

    @property
    def name(self) -> str:
        return self.stem.partition("__")[2]

    @property
    def sql(self) -> str:
        return (RULES / f"{self.stem}.sql").read_text(encoding="utf-8")

    def check(self) -> Check:
        return Check(
            table=self.table,
            rule=self.name,
            severity=self.severity,
            description=self.description,
            description_en=self.description_en,
            expected=rows_expected_absent(self.sql),
            quarantines=self.quarantines,
            reason=self.reason,
            sql=self.sql,
        )


def load_rules() -> list[Rule]:
    """Every rule, by name. Raises DeclarationError naming the file and the key at fault."""
    return [read_declaration(path, Rule, stem=path.stem) for path in sorted(RULES.glob("*.yml"))]
