"""What the libraries say when an inbox cannot be reached or read, as one sentence a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from warehouse.errors import InboxError
from warehouse.inboxes.address import read_address

# by name, so that a library is loaded for its own kind of inbox only
_UNKNOWN_SERVER = {"HostKeyNotVerifiable"}
_UNKNOWN_CERTIFICATE = {"SSLCertVerificationError"}
_BAD_KEY = {"KeyImportError", "KeyEncryptionError"}
_NO_ACCESS = {"PermissionError", "PermissionDenied", "SFTPPermissionDenied", "NoCredentialsError", "ForbiddenOperation"}
_NO_FOLDER = {"FileNotFoundError", "NotADirectoryError", "ResourceNotFound", "SFTPNoSuchFile", "IsAResourceError"}
_NO_ACCESS_STATUS = (401, 403)


def describe_trouble(address: str, error: Exception) -> InboxError:
    """What is wrong with an inbox and what to do about it."""
    names = {type(cause).__name__ for cause in _causes(error)}
    if names & _UNKNOWN_SERVER:
        return _describe_unknown_server(address)
    if names & _UNKNOWN_CERTIFICATE:
        return InboxError(
            f"Serveren bag indbakken «{address}» kan ikke bevise, hvem den er: dens certifikat er ikke gyldigt. Sig det til den, der driver serveren."
        )
    if names & _BAD_KEY:
        return InboxError(
            f"Nøglefilen til indbakken «{address}» kan ikke bruges. Ret key_file i frivillig.toml eller passphrase i credentials.toml."
        )
    if names & _NO_ACCESS or any(_status(cause) in _NO_ACCESS_STATUS for cause in _causes(error)):
        return InboxError(
            f"Indbakken «{address}» giver ikke adgang. Ret brugernavn, adgangskode eller nøgle i credentials.toml, eller bed om læseadgang til mappen."
        )
    if names & _NO_FOLDER:
        return InboxError(
            f"Mappen i indbakken «{address}» findes ikke. Opret den, eller ret adressen i frivillig.toml."
        )
    return InboxError(
        f"Indbakken «{address}» kan ikke nås ({type(error).__name__}). Dens filer hentes næste nat; sker det igen, så se efter, om adressen i frivillig.toml er rigtig, og om serveren kører.",
        may_pass=True,
    )


def describe_loss(address: str, lost: int, error: Exception) -> InboxError:
    """What could not be fetched of an inbox that could be listed."""
    return InboxError(
        f"Filer i indbakken «{address}», der ikke kunne hentes: {lost} ({type(error).__name__}). Natten er gjort uden, og de prøves igen næste nat; sker det igen, så se efter, om serveren kører, og om filerne må læses.",
        may_pass=True,
    )


def is_of_this_machine(error: Exception) -> bool:
    """Whether an error is our own: no room left on the disk."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _describe_unknown_server(address: str) -> InboxError:
    place = read_address(address)
    port = f"-p {place.port} " if place.port else ""
    return InboxError(
        f"Serveren bag indbakken «{address}» er ikke kendt, eller dens nøgle er skiftet, og der er intet hentet. Få nøglens fingeraftryk af den, der driver serveren; vis serverens med «ssh-keyscan {port}{place.host} | ssh-keygen -lf -», og føj kun linjen fra «ssh-keyscan {port}{place.host}» til known_hosts, hvis de to er ens."
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None
