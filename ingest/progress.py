"""What a long run says while it runs, and what it says at the end."""

import sys
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Tally:
    """What came of one source: how many documents, bytes on the wire, and a line for each failure."""

    source: str
    found: int = 0
    new: int = 0
    unchanged: int = 0
    received: int = 0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.source}: {self.found} found, {self.new} new, {self.unchanged} unchanged,"
            f" {len(self.failures)} failed, {self.received:,} bytes"
        )


class Progress:
    """One line that is written over on a terminal; plain lines of what is new in a log."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_terminal = self._stream.isatty()

    def show(self, text: str) -> None:
        if self._is_terminal:
            print(f"\r\x1b[K{_printable(text)}", end="", file=self._stream, flush=True)

    def log(self, text: str) -> None:
        if not self._is_terminal:
            self.say(text)

    def say(self, text: str) -> None:
        self.show("")
        print(_printable(text), file=self._stream, flush=True)


def _printable(text: str) -> str:
    """Text of a server must not drive the terminal it is shown on."""
    return "".join(char if char.isprintable() else " " for char in text)
