"""A real mail server on loopback that keeps what it is handed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from flows.prefect_server import free_port


class Letterbox(Message):
    """Keeps every mail it is handed. `refuses`: addresses it will not take."""

    def __init__(self, refuses: str = "") -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []
        self.refuses = refuses

    async def handle_RCPT(
        self, server: object, session: object, envelope: object, address: str, options: list[str]
    ) -> str:
        if self.refuses and address == self.refuses:
            return "550 no such box"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    def prepare_message(self, session: object, envelope: object) -> EmailMessage:
        return message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined,arg-type,return-value]

    def handle_message(self, message: EmailMessage) -> None:  # type: ignore[override]
        self.letters.append(message)


@contextmanager
def serve_letterbox(refuses: str = "") -> Iterator[tuple[Letterbox, int]]:
    """The box and its port, for as long as the `with` lasts."""
    box, port = Letterbox(refuses), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()
