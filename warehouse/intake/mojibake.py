"""Text whose letters were broken on the way: UTF-8 that somebody read as Windows text and saved (`Ã¦` for `æ`).

What can be turned back exactly is turned back, and said so; a lost letter (`\N{REPLACEMENT CHARACTER}`) cannot.
"""

from __future__ import annotations

import re

LOST = "\N{REPLACEMENT CHARACTER}"
_MOST_TIMES = 3


def _windows_character(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTE_OF = {_windows_character(byte): byte for byte in range(0x80, 0x100)}
_LATER = "".join(re.escape(_windows_character(byte)) for byte in range(0x80, 0xC0))
# no Danish word has one of these letters before one of those signs
_BROKEN = re.compile(f"[ÂÃ][{_LATER}]|â[{_LATER}]{{2}}")


def is_broken(text: str) -> bool:
    """Whether broken letters stand in the text that can be turned back."""
    return ("Ã" in text or "â" in text or "Â" in text) and _BROKEN.search(text) is not None


def repair(text: str) -> str:
    """The text with its letters turned back, also when they were broken more than once."""
    for _ in range(_MOST_TIMES):
        if not is_broken(text):
            break
        text = _BROKEN.sub(_turn_back, text)
    return text


def describe_repair(places: int) -> str:
    """The sentence that tells the sender."""
    where = "1 sted" if places == 1 else f"{places} steder"
    return (
        f"Danske bogstaver var ødelagt {where} («Ã¦» for «æ») og er rettet. Gem næste gang som «CSV UTF-8» eller .xlsx."
    )


def count_broken(text: str) -> int:
    """In how many places letters are broken."""
    return len(_BROKEN.findall(text)) if is_broken(text) else 0


def _turn_back(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[c] for c in found.group()).decode("utf-8")
    except UnicodeDecodeError:
        return found.group()
