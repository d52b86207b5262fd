"""Files that belong together: coded answers and the files in the same folder that explain the codes.

Folder, not name: a survey tool's files are called `dataset.csv` and `labels.csv` whatever they are
about. Two explanations of one variable in the same folder contradict each other, and then none holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from warehouse.intake.codebook import Codebook

Folder = TypeVar("Folder", bound=Hashable)


def codebooks_by_folder(explained: Iterable[tuple[Folder, Codebook]]) -> dict[Folder, Codebook]:
    """Folder → all that its files explain; a folder whose files contradict each other is left out."""
    books: dict[Folder, Codebook] = {}
    quarrelling: set[Folder] = set()
    for folder, book in explained:
        so_far = books.get(folder, Codebook())
        if _contradict(so_far.questions, book.questions) or _contradict(so_far.answers, book.answers):
            quarrelling.add(folder)
        books[folder] = so_far | book
    return {folder: book for folder, book in books.items() if book and folder not in quarrelling}


def as_document(book: Codebook) -> dict[str, Any]:
    """A codebook as it is kept with what its file parsed to."""
    return asdict(book) if book else {}


def from_document(document: dict[str, Any]) -> Codebook:
    """A kept codebook, read again."""
    return Codebook(**document)


def fingerprint_of(book: Codebook) -> str:
    """Hash (16 hex) of what a codebook says: other explanations, other rows."""
    return hashlib.sha256(json.dumps(as_document(book), sort_keys=True).encode()).hexdigest()[:16]


def _contradict(one: Any, other: Any) -> bool:
    return any(variable in other and other[variable] != said for variable, said in one.items())
