"""Everything that can go wrong in a way a person should hear of, each as one sentence.

A sentence says where, what was found and what to do. It never holds a person's data: a name,
a phone number or a CPR number does not belong in a log.
"""

from __future__ import annotations


class FrivilligError(Exception):
    """Base of every error with a sentence for a person; `str(error)` is that sentence, in Danish."""


class SettingsError(FrivilligError):
    """The workspace's settings cannot be used (exit code 2)."""


class DeclarationError(FrivilligError):
    """A declaration (form, table, KPI, parameter) breaks the rules it must follow (exit code 2)."""


class RunInProgressError(FrivilligError):
    """Another run holds the workspace (exit code 3)."""


class RefusedFileError(FrivilligError):
    """A file that must not or cannot be opened: dangerous, broken, encrypted.

    `reason_code` is one of the codes listed in `docs/en/fates.md`.
    """

    def __init__(self, reason_code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason_code = reason_code


class CorrectionRefusedError(FrivilligError):
    """A correction cannot be taken as it is; the sentence is shown to the one who made it."""


class ChoiceRefusedError(FrivilligError):
    """A setting cannot be chosen as it is; the sentence is shown to the one who chose it."""


class BackupError(FrivilligError):
    """A backup cannot be made, or one cannot be trusted or restored."""


class PeriodRefusedError(FrivilligError):
    """A period cannot be approved, or its approval not be withdrawn; the sentence says why."""


class UnknownPeriodError(PeriodRefusedError):
    """What somebody wrote is no period (exit code 2)."""


class PaperRefusedError(FrivilligError):
    """A report, certificate or sheet cannot be made of what has been asked for; the sentence says why."""


class PersonNotFoundError(FrivilligError):
    """An answer is about a pair, a person or a mention that the published snapshot does not know."""


class AccessNotLoggedError(FrivilligError):
    """A look-up of persons could not be written into the log, so it does not happen."""


class PurposeRefusedError(FrivilligError):
    """A look-up of persons has no purpose, or one that would tell of somebody in the log (exit code 2)."""


class ErasureNotReadyError(FrivilligError):
    """Somebody asked for a person to be erased; the sentence says what to do meanwhile (exit code 2)."""


class PullError(FrivilligError):
    """Answers could not be fetched from a survey tool's server; the night goes on without them."""


class InboxError(FrivilligError):
    """An inbox elsewhere could not be reached or read. `may_pass`: trying again may help."""

    def __init__(self, sentence: str, may_pass: bool = False) -> None:
        super().__init__(sentence)
        self.may_pass = may_pass


class NothingPublishedError(FrivilligError):
    """A snapshot was asked for and none has been published yet."""


class ChecksFailedError(FrivilligError):
    """A critical check failed on the built tables; yesterday's snapshot stays."""


class QueryRefusedError(FrivilligError):
    """A query was refused: it did not parse, or it asked for something outside the snapshot."""
