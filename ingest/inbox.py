"""The inbox: what visitors ask at /segnala, in an SQLite file of its own (PEDANA_REQUESTS, mode 600).

It lies in no archive, no release and no checkout. The site only adds to it: its connection may insert a
letter and do nothing else, so that no question put to the site reads back who asked. (Its process could: it
is the owner of the file.) Reading and answering are the operator's (`pedana requests`).
"""

import datetime
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

from ingest.reading import printable

DAYS_TO_ANSWER = 30
DAYS_KEPT = 365  # the words of a letter, once it is answered
# 4 kB each: 64 MB hold 8,000 of the longest letters. A flood ends there, and not with the disk.
MAX_PAGES = 16384
FULL = 0.8  # of them: from here on it is loud
WAIT_SECONDS = 5.0
MODE = 0o600
# A number is read out on the telephone: no two signs look or sound like one another in print.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
DIGITS = 8
NUMBER = re.compile(rf"[{ALPHABET}]{{{DIGITS}}}")
SCHEMA = """
create table if not exists letter (
    number text primary key,
    asked_on text not null,
    kind text not null,
    asker text not null,
    page text not null,
    text text not null,
    contact text not null,
    answered_on text not null default '',
    outcome text not null default '',
    answer text not null default ''
)
"""
ADD = """
insert into letter (number, asked_on, kind, asker, page, text, contact) values (?, ?, ?, ?, ?, ?, ?)
"""
COLUMNS = "number, asked_on, kind, asker, page, text, contact, answered_on, outcome, answer"


class InboxError(Exception):
    """An inbox that cannot be used, or a request that is not there: one line."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a visitor asks. kind: see inbox_form.KINDS; asked_on: a day; page: a path, or words."""

    number: str
    asked_on: str
    kind: str
    asker: str
    page: str
    text: str
    contact: str


@dataclass(frozen=True, slots=True)
class KeptLetter(Letter):
    """A letter in the inbox; answered_on is "" while it is open, outcome one of accepted, refused."""

    answered_on: str
    outcome: str
    answer: str

    def age(self, today: datetime.date) -> int:
        """Days since it was asked."""
        return (today - datetime.date.fromisoformat(self.asked_on)).days

    def is_overdue(self, today: datetime.date) -> bool:
        return not self.answered_on and self.age(today) > DAYS_TO_ANSWER


def default_inbox() -> Path:
    """PEDANA_REQUESTS, or a file of the user's own."""
    named = os.environ.get("PEDANA_REQUESTS")
    return Path(named) if named else Path.home() / ".local" / "share" / "pedana" / "requests.db"


def letter_number(*parts: str) -> str:
    """A number that follows from what was sent and a random word of its form: the same form sent twice
    has one number, and nobody learns from it how many ask.
    """
    rest = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest(), "big")
    signs = []
    for _ in range(DIGITS):
        rest, sign = divmod(rest, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def shown_number(number: str) -> str:
    """In two halves, as it is said and copied: K7QM-2XPA."""
    return f"{number[:4]}-{number[4:]}"


def read_number(text: str) -> str:
    """A number as it is kept, however it was copied; "" for what is none."""
    number = re.sub(r"[\s-]", "", text).upper()
    return number if NUMBER.fullmatch(number) else ""


def add_letter(path: Path, letter: Letter, not_in: Iterable[Path] = ()) -> None:
    """Keep a letter; one that is already there stays as it is. Raises InboxError where it cannot be kept."""
    try:
        with closing(open_to_add(path, not_in)) as connection, connection:
            connection.execute(ADD, astuple(letter))
    except sqlite3.IntegrityError:
        return
    except (sqlite3.Error, OSError) as error:
        raise InboxError(f"{path}: {error}") from error


def open_to_add(path: Path, not_in: Iterable[Path] = ()) -> sqlite3.Connection:
    """A connection that can insert a letter and nothing else: neither read, nor change, nor attach."""
    connection = open_inbox(path, not_in)
    connection.execute(f"pragma max_page_count = {MAX_PAGES}")
    connection.set_authorizer(_may_only_add)
    return connection


def _may_only_add(
    action: int, first: str | None, second: str | None, database: str | None, cause: str | None
) -> int:
    is_letter = (action, first, database) == (sqlite3.SQLITE_INSERT, "letter", "main")
    is_allowed = is_letter or action == sqlite3.SQLITE_TRANSACTION
    return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY


def open_inbox(
    path: Path, not_in: Iterable[Path] = (), *, must_exist: bool = False
) -> sqlite3.Connection:
    """The inbox, made if there is none yet and it need not be there. Raises InboxError where others may read
    it or where it lies in a folder that is copied or published (`not_in`), OSError and sqlite3.Error.
    """
    for folder in not_in:
        if path.resolve().is_relative_to(folder.resolve()):
            raise InboxError(f"{path}: the requests must not lie in {folder}")
    if must_exist and not path.exists():
        raise InboxError(f"{path} is not there: pedana serve makes it (PEDANA_REQUESTS names it)")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, MODE))
    if path.stat().st_mode & 0o077:
        raise InboxError(f"{path}: others may read it: chmod 600 {path}")
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma secure_delete = on")  # what is forgotten is overwritten
        connection.execute(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def read_letters(connection: sqlite3.Connection, *, open_only: bool = True) -> list[KeptLetter]:
    """The letters in the order they came."""
    where = "where answered_on = ''" if open_only else ""
    rows = connection.execute(f"select {COLUMNS} from letter {where} order by rowid")
    return [KeptLetter(*row) for row in rows]


def read_letter(connection: sqlite3.Connection, number: str) -> KeptLetter:
    """Raises InboxError where there is none of that number."""
    sql = f"select {COLUMNS} from letter where number = ?"
    row = connection.execute(sql, [read_number(number)]).fetchone()
    if not row:
        raise InboxError(f"there is no request {printable(number)}: pedana requests list --all")
    return KeptLetter(*row)


def close_letter(
    connection: sqlite3.Connection, number: str, outcome: str, answer: str, day: str
) -> None:
    """Write down what became of a request."""
    sql = "update letter set answered_on = ?, outcome = ?, answer = ? where number = ?"
    with connection:
        connection.execute(sql, [day, outcome, answer, number])


def discard_letters(connection: sqlite3.Connection, numbers: Iterable[str]) -> None:
    """Forget letters that ask nothing, such as advertising, whole."""
    with connection:
        connection.executemany("delete from letter where number = ?", [[one] for one in numbers])
    connection.execute("pragma wal_checkpoint(truncate)")


def purge_letters(connection: sqlite3.Connection, today: datetime.date) -> int:
    """Forget who wrote and what, of the letters answered long ago; how many. Number, kind and days stay."""
    last = str(today - datetime.timedelta(days=DAYS_KEPT))
    with connection:
        count = connection.execute(
            "update letter set asker = '', page = '', text = '', contact = '', answer = ''"
            " where answered_on <> '' and answered_on < ? and text <> ''",
            [last],
        ).rowcount
    connection.execute("pragma wal_checkpoint(truncate)")
    return count


def full_line(connection: sqlite3.Connection) -> str:
    """One line if the inbox is nearly full, and soon takes nothing more; "" otherwise."""
    (pages,), (free,) = (
        connection.execute(f"pragma {name}").fetchone() for name in ("page_count", "freelist_count")
    )
    share = (pages - free) / MAX_PAGES
    return (
        f"the inbox is {share:.0%} full: pedana requests discard, or purge" if share >= FULL else ""
    )


def overdue_line(path: Path, today: datetime.date, not_in: Iterable[Path] = ()) -> str:
    """One line if a request waits for too long, the inbox is nearly full, or nobody can know; "" if all is
    well, and where nobody said that there is one. Names nobody.
    """
    if not path.exists() and not os.environ.get("PEDANA_REQUESTS"):
        return ""
    try:
        with closing(open_inbox(path, not_in, must_exist=True)) as connection:
            count = sum(letter.is_overdue(today) for letter in read_letters(connection))
            full = full_line(connection)
    except (InboxError, OSError, sqlite3.Error) as error:
        return f"requests: {error}"
    said = "1 request waits" if count == 1 else f"{count} requests wait"
    late = f"OVERDUE: {said} for more than {DAYS_TO_ANSWER} days: pedana requests" if count else ""
    return "; ".join(filter(None, [late, full]))
