"""The private file: who asked not to be named, or not in full, as keyed hashes that name nobody.

One JSON file of mode 600 (PEDANA_PRIVATE), outside the repository, of no archive and of no release: a random
key, the epoch (a number that every request raises: a release of a lower one shows more than it may) and one
entry for each request, with the hashes of her id, of her mentions (document and record) and of the athletes
and clubs that were known, when she asked, to be others of a like name.
"""

import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ingest.archive import beside
from ingest.club_names import split_code
from ingest.text import fold
from ingest.visibility import FORMS

ASKABLE = FORMS[1:]
MODE = 0o600
Place = tuple[str, str]  # document_id, record


class PrivateError(Exception):
    """A private file that cannot be read, or that others could read: one line."""


@dataclass(frozen=True, slots=True)
class Request:
    """number and day of a request and its form; the rest are hashes. names: the forms of hers, of one whose
    documents were blackened, since they hold no mention of her any more.
    """

    number: int
    form: str
    decided_on: str
    athlete: str
    mentions: list[str]
    others: list[str]
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class PrivateFile:
    """The requests, the key of their hashes and the epoch; a file that is not there yet has none."""

    path: Path
    key: str = field(default_factory=lambda: secrets.token_hex(32))
    requests: list[Request] = field(default_factory=list)
    epoch: int = 0

    def hash_athlete(self, athlete_id: str) -> str:
        return self._hash("athlete", athlete_id)

    def hash_club(self, printed: str) -> str:
        """Of the name of a club or a place, whatever its case, accents and code."""
        return self._hash("club", fold(split_code(printed)[1]))

    def hash_mention(self, place: Place) -> str:
        return self._hash("mention", *place)

    def hash_name(self, form: str) -> str:
        """Of a form of a name, as ingest.likeness gives it."""
        return self._hash("name", form)

    def of_same(self, request: Request) -> list[Request]:
        """The other requests for the same id."""
        return [
            one for one in self.requests
            if one.athlete == request.athlete and one.number != request.number
        ]  # fmt: skip

    def find(self, athlete_id: str) -> Request | None:
        """The last request for an id; None where there is none."""
        athlete = self.hash_athlete(athlete_id)
        return next((one for one in reversed(self.requests) if one.athlete == athlete), None)

    def _hash(self, *parts: str) -> str:
        return hmac.new(
            bytes.fromhex(self.key), ":".join(parts).encode(), hashlib.sha256
        ).hexdigest()

    @property
    def check(self) -> str:
        """What tells in the file that the key is the one of its hashes."""
        return self._hash("pedana")

    def add(
        self, form: str, day: str, athlete_id: str, mentions: Iterable[Place], others: Iterable[str],
        clubs: Iterable[str] = (),
    ) -> Request:  # fmt: skip
        """Take a request, which raises the epoch, its number: no other ever has it. `save` writes it."""
        self.epoch += 1
        request = Request(
            self.epoch, form, day,
            self.hash_athlete(athlete_id), sorted(map(self.hash_mention, mentions)),
            sorted([*map(self.hash_athlete, others), *map(self.hash_club, clubs)]),
        )  # fmt: skip
        self.requests.append(request)
        return request

    def tighten(self, request: Request, form: str, day: str) -> Request:
        """Ask for more of who is in no release any more; raises the epoch. Raises PrivateError where that is
        asked for already.
        """
        if FORMS.index(form) <= FORMS.index(request.form):
            raise PrivateError(f"request {request.number} asks for {request.form} already")
        self.epoch += 1
        tighter = replace(request, form=form, decided_on=day)
        self.change(tighter)
        return tighter

    def change(self, request: Request) -> None:
        """Put a request in the place of the one of its number."""
        self.requests = [request if one.number == request.number else one for one in self.requests]

    def take_back(self, number: int) -> Request:
        """Undo a request, and return it. Raises PrivateError where there is none of that number, and for one
        whose documents were blackened. The epoch stays: an older release may lack what is shown again.
        """
        taken = [one for one in self.requests if one.number == number]
        if not taken:
            raise PrivateError(f"there is no request {number}: pedana hidden lists them")
        if taken[0].names:
            raise PrivateError(f"the documents of request {number} are blackened: it has no undo")
        self.requests = [one for one in self.requests if one.number != number]
        return taken[0]

    def save(self) -> None:
        """Write the file whole or not at all, for its owner alone."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = beside(self.path)
        half.unlink(missing_ok=True)
        content = {
            "key": self.key,
            "check": self.check,
            "epoch": self.epoch,
            "requests": [asdict(one) for one in self.requests],
        }
        with open(
            os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "w", encoding="utf-8"
        ) as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, self.path)


def create_private(path: Path) -> None:
    """Make an empty file that its owner alone reads: the working files of a build hold all names."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE))


@contextmanager
def private_lock(path: Path) -> Iterator[None]:
    """Between reading and writing the file nobody else writes it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(
        os.open(path.with_name(f"{path.name}.lock"), os.O_WRONLY | os.O_CREAT, MODE), "w"
    ) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_private_named() -> bool:
    """Whether the operator has said where the private file is: then it must be there."""
    return bool(os.environ.get("PEDANA_PRIVATE"))


def default_private() -> Path:
    """PEDANA_PRIVATE, or a file of the user's own."""
    named = os.environ.get("PEDANA_PRIVATE")
    return Path(named) if named else Path.home() / ".local" / "share" / "pedana" / "private.json"


def load_private(
    path: Path, not_in: Iterable[Path] = (), *, must_exist: bool = False
) -> PrivateFile:
    """Read the private file. Raises PrivateError where others may read it, where it lies in a folder that is
    copied or published (`not_in`), and where it is not in its form: a build must not go on without it.
    """
    if path.is_symlink() and not path.exists():
        raise PrivateError(f"{path}: leads nowhere")
    for folder in not_in:
        if path.resolve().is_relative_to(folder.resolve()):
            raise PrivateError(f"{path}: the private file must not lie in {folder}")
    if not path.exists():
        if must_exist:
            raise PrivateError(
                f"{path} is not there, and a build without it would name who is removed"
                " (pedana hidden makes an empty one)"
            )
        return PrivateFile(path)
    if not path.is_file():
        raise PrivateError(f"{path}: not a file")
    if path.stat().st_mode & 0o077:
        raise PrivateError(f"{path}: others may read it: chmod 600 {path}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        requests = [_read_request(one) for one in content["requests"]]
        private = PrivateFile(path, content["key"], requests, _read_epoch(content, requests))
        if not hmac.compare_digest(content["check"], private.check):
            raise ValueError("key")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PrivateError(
            f"{path}: not a private file of pedana ({type(error).__name__})"
        ) from error
    if any(one.form not in ASKABLE for one in requests):
        raise PrivateError(f"{path}: a request is none of {', '.join(ASKABLE)}")
    return private


def _read_epoch(content: dict[str, object], requests: list[Request]) -> int:
    """A file of before there were epochs has had at least as many requests as its last one counts."""
    epoch = content.get("epoch", max((one.number for one in requests), default=0))
    if type(epoch) is not int or epoch < 0:
        raise TypeError
    return epoch


def _read_request(entry: dict[str, object]) -> Request:
    """One entry of the file. Raises TypeError, KeyError."""
    texts = [entry[name] for name in ("form", "decided_on", "athlete")]
    hashes = [*entry["mentions"], *entry["others"], *entry.get("names", [])]  # type: ignore[misc]
    if not isinstance(entry["number"], int) or not all(
        isinstance(one, str) for one in (*texts, *hashes)
    ):
        raise TypeError
    return Request(**entry)  # type: ignore[arg-type]
