"""The operator's part of /privacy: who answers for the data, on what basis, for how long.

A TOML file that PEDANA_NOTICE names; without one deploy/notice.toml, in which every value that only the
operator knows is a blank, "[DA COMPILARE: ...]". The page shows blanks loudly; `serve` and `build` say so.
"""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

BLANK = "[DA COMPILARE"
TEMPLATE = Path(__file__).resolve().parent.parent / "deploy" / "notice.toml"


class NoticeError(Exception):
    """A notice that cannot be read: one line."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Texts, as the page prints them."""

    controller: str
    address: str
    mail: str
    officer: str
    hosting: str
    legal_basis: str
    retention: str
    backup_days: str
    log_days: str
    updated: str

    @property
    def blanks(self) -> list[str]:
        """The names of what is still to be filled in."""
        return [one.name for one in fields(self) if BLANK in getattr(self, one.name)]


def notice_path() -> Path:
    return Path(os.environ.get("PEDANA_NOTICE") or TEMPLATE)


def load_notice(path: Path) -> Notice:
    """Read a notice. Raises NoticeError where the file, a value or a name of it is not in order."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoticeError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    names = [one.name for one in fields(Notice)]
    for name in dict.fromkeys([*names, *values]):
        if name not in names:
            raise NoticeError(f"{path}: {name} is none of {', '.join(names)}")
        if not isinstance(values.get(name), str) or not values[name].strip():
            raise NoticeError(f"{path}: {name} must be a text")
    return Notice(**values)


def say_blanks(path: Path) -> str:
    """A line about what is still to be filled in, "" where nothing is."""
    blanks = load_notice(path).blanks
    if not blanks:
        return ""
    return (
        f"the notice at /privacy has {len(blanks)} blanks: {', '.join(blanks)};"
        " copy deploy/notice.toml, fill it in and name it in PEDANA_NOTICE"
    )
