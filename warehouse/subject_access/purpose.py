"""Why somebody looks: asked for every time, and kept in the log without telling of anybody."""

from __future__ import annotations

from warehouse.errors import PurposeRefusedError
from warehouse.intake.cpr import has_cpr
from warehouse.intake.folding import tidy
from warehouse.subject_access.contacts import holds_contact

LONGEST = 160


def need_purpose(written: str) -> str:
    """The purpose, tidied. Raises PurposeRefusedError when there is none, or a number or address of a person in it."""
    purpose = tidy(written)
    if not purpose:
        raise PurposeRefusedError("Skriv, hvorfor du slår op. Det bliver skrevet i loggen, før noget vises.")
    if len(purpose) > LONGEST:
        raise PurposeRefusedError(f"Skriv kortere, hvorfor du slår op: højst {LONGEST} tegn.")
    if has_cpr(purpose) or holds_contact(purpose):
        raise PurposeRefusedError(
            "Skriv formålet uden telefonnumre, e-mailadresser og CPR-numre: det bliver stående i loggen."
        )
    return purpose
