"""Text files (CSV and its cousins): from bytes to rows of cells, whatever wrote them."""

from __future__ import annotations

import csv
import io

from warehouse.errors import RefusedFileError
from warehouse.intake.packed_rows import PackedRows

_DELIMITERS = [",", ";", "\t", "|"]
_CANDIDATES = ("cp1252", "cp850", "cp865", "mac_roman")
_DANISH_LETTERS = "æøåÆØÅéüöäÉ"
_SAMPLE_CHARACTERS = 65_536
_END = "\N{SYMBOL FOR END OF TRANSMISSION}"  # stands alone on a last line unless a quotation mark is open


def read_rows(text: str) -> PackedRows:
    """Split a decoded text file. Rows as they stand, nothing stripped; line 1 is row 1.

    Raises RefusedFileError when a quotation mark is never closed.
    """
    separator, text = _declared_separator(text.replace("\0", " "))
    delimiter, quote = _dialect(text, separator)
    try:
        rows = PackedRows(csv.reader(_lines(f"{text}\n{_END}"), delimiter=delimiter, quotechar=quote))
    except csv.Error as error:
        raise RefusedFileError(
            "broken", "Filen kan ikke deles i celler: et anførselstegn er ikke lukket. Gem arket igen som CSV."
        ) from error
    if rows.pop() != [_END]:
        raise RefusedFileError(
            "broken",
            f"Filen kan ikke deles i celler: et anførselstegn i række {len(rows) + 1} er ikke lukket. Ret det, og læg filen igen.",
        )
    return rows


def _lines(text: str) -> io.TextIOWrapper:
    """The text line by line; io.StringIO would take four bytes a character."""
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8", errors="surrogatepass")), "utf-8", newline="")


def decode(content: bytes) -> str:
    """The bytes as text: by byte-order mark, else strict UTF-8, else the code page that reads most Danish."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if unmarked := _utf_16_without_mark(content[:_SAMPLE_CHARACTERS]):
        return content.decode(unmarked, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = max((content.decode(e, errors="replace") for e in _CANDIDATES), key=_danishness)
    _refuse_binary(text)
    return text


def _utf_16_without_mark(sample: bytes) -> str | None:
    """Half of the bytes of a Danish text in UTF-16 are zero: the second of each pair, or the first."""
    for encoding, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if half.count(0) > len(sample) * 0.4:
            return encoding
    return None


def _danishness(text: str) -> float:
    good = sum(text.count(letter) for letter in _DANISH_LETTERS)
    odd = sum(1 for c in text if ord(c) > 127 and not c.isalpha())
    return good - 2 * odd - 5 * text.count("\ufffd")


def _refuse_binary(text: str) -> None:
    control = sum(1 for c in text[:_SAMPLE_CHARACTERS] if ord(c) < 32 and c not in "\t\r\n\f")
    if control > len(text[:_SAMPLE_CHARACTERS]) // 200:
        raise RefusedFileError(
            "not_a_sheet", "Filen er hverken et regneark eller en tekstfil. Gem arket som Excel eller CSV."
        )


def _declared_separator(text: str) -> tuple[str | None, str]:
    first, _, rest = text.partition("\n")
    said = first.rstrip("\r").strip('"')
    if said.lower().startswith("sep=") and len(said) == 5:
        return said[4], "\n" + rest  # the line stays as an empty one, so that row numbers are the file's own
    return None, text


def _dialect(text: str, separator: str | None) -> tuple[str, str]:
    if separator:
        return separator, '"'
    import clevercsv  # takes as long to import as a small file to read

    try:
        found = clevercsv.Sniffer().sniff(text[:_SAMPLE_CHARACTERS], delimiters=_DELIMITERS)
    except clevercsv.Error:
        return ";", '"'
    delimiter = found.delimiter if found and found.delimiter in _DELIMITERS else ";"
    return delimiter, (found.quotechar if found else "") or '"'
