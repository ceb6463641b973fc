"""Any bytes give rows or a named error, any rows a release: never another exception, never a hang.

In this process and always the same examples. `make fuzz EXAMPLES=20000` tries others.
"""

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.archive import ArchiveError, Document
from ingest.build import Report, _write_database
from ingest.decisions import Decisions
from ingest.normalise import WORDS, Header, Row, normalise
from ingest.private import PrivateFile
from ingest.reading import RawRow, ReadingError
from ingest.sources import load_sources
from ingest.stage import Stage
from tests.mutations import TOKENS, mutated
from tests.rows import document
from tests.test_examples import DOCUMENTS, archived

PATIENCE = 60  # seconds for one example: a hang, not a measurement
EXAMPLES = int(os.environ.get("PEDANA_FUZZ", "0"))
LARGEST_SEED = 300_000
FUZZ = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def watchdog() -> Iterator[None]:
    def bark(_: int, frame: FrameType | None) -> None:
        where = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "native code"
        raise AssertionError(f"no end after {PATIENCE} s, at {where}")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read(content: bytes, example: Document, folder: Path) -> list[tuple[Header, Row]]:
    """What a build would stage of the bytes, if they were those of an example; none when refused."""
    path = folder / f"fuzz{example.path.suffix}"
    path.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    given = replace(example, path=path, size=len(content), sha256=sha256)
    try:
        with watchdog():
            parse = load_sources()[example.source].parse
            return [normalise(raw, given, Decisions()) for raw in parse(given)]
    except (ReadingError, ArchiveError) as error:
        assert len(str(error).splitlines()) == 1
        return []


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="session")
def seeds(folder: Path) -> dict[str, list[Document]]:
    """The examples of each source, without the large ones."""
    found: dict[str, list[Document]] = {key: [] for key in load_sources()}
    for path in DOCUMENTS:
        if path.stat().st_size < LARGEST_SEED:
            found[path.parent.name].append(archived(path, folder / "archive"))
    return found


@pytest.mark.parametrize("key", load_sources())
@FUZZ
@given(content=st.binary(max_size=500) | st.sampled_from(TOKENS))
def test_any_bytes(
    key: str, content: bytes, seeds: dict[str, list[Document]], folder: Path
) -> None:
    for example in {one.path.suffix: one for one in seeds[key]}.values():
        read(content, example, folder)


@pytest.mark.parametrize("key", load_sources())
@FUZZ
@given(data=st.data())
def test_examples_that_met_with_a_mishap(
    key: str, data: st.DataObject, seeds: dict[str, list[Document]], folder: Path
) -> None:
    example = seeds[key][data.draw(st.integers(0, len(seeds[key]) - 1))]
    read(data.draw(mutated(example.content)), example, folder)


# Rows


ODD = st.text(max_size=12) | st.sampled_from([
    "", "P. I.", "İ", "ß", "ﬁ", "²", "٣", "Italia", "Italia 2", "ITA", "A / B", " / ", "/", "000112 X",
    "000112 ", "Serie A1", "Insieme", "1° Trofeo 2021", " 2021", "<b>", "=1+1", "x" * 3000,
    "Trofeo (classifica) 2021",
])  # fmt: skip
NAMES = ["Prova Inventata", "INVENTATA Prova", "Altra Finta", "P. I.", "Società Finta", "Italia"]
TITLES = [
    "Serie A1 2021", "World Cup Nessundove 2021", "Mondiali 2021", "Trofeo Finto", "Insieme 2021",
    "Campionato Italiano Assoluto 2021",
]  # fmt: skip
NUMBERS = ["", "0", "24.5", "30,250", "0E-10", "999999999", "1.99999999999999999999"]
FIELDS: dict[str, st.SearchStrategy] = {
    "competition": st.sampled_from(TITLES),
    "title": st.sampled_from(["", *TITLES]),
    "competitor": st.sampled_from(["", *NAMES]),
    "club": st.sampled_from(["", *NAMES]),
    "team": st.sampled_from(["", *NAMES]),
    "stage": st.sampled_from(["", "1", "2", "ultima"]),
    "date": st.sampled_from(["", "2021", "2021-03", "2021-03-06", "2999-12-31"]),
    "date_end": st.sampled_from(["", "2021", "2021-03-07", "1000-01-01"]),
    "apparatus": st.sampled_from(["", "CE", "CL", "5 cerchi", "Fune+Palla", "attrezzo 2"]),
    "attempt": st.sampled_from(["", "0", "1", "2"]),
    "nation": st.sampled_from(["", "ITA", "ROC", "XYZ"]),
    "birth_year": st.sampled_from(["", "2008", "0", "999999999"]),
    "rank": st.sampled_from(["", "1", "2=", "0"]),
    "points": st.sampled_from(NUMBERS),
    "field_size": st.sampled_from(["", "8", "0", "999999999"]),
    "scope": st.sampled_from(["", "2 migliori", "dopo 2 attrezzi"]),
    "components": st.lists(
        st.tuples(st.sampled_from(["D", "E", "PEN", ""]), st.sampled_from(NUMBERS[1:])), max_size=3
    ).map(tuple),
    **{name: st.sampled_from(sorted(words)) for name, words in WORDS.items()},
    **{name: st.booleans() for name in ("is_loan", "is_complete", "is_counted")},
}
FREE = [
    field.name for field in fields(RawRow)
    if field.type is str and field.name not in WORDS and field.name != "record"
]  # fmt: skip


@st.composite
def rows(draw: st.DrawFn, record: str = "1") -> RawRow:
    """A row that mostly makes sense, with at most one field that says anything."""
    fields = {name: draw(strategy) for name, strategy in FIELDS.items()}
    if draw(st.booleans()):
        fields[draw(st.sampled_from(FREE))] = draw(ODD)
    return RawRow(record=record, **fields)


@FUZZ
@given(
    st.builds(
        RawRow,
        **{name: st.text(max_size=30) for name in ("record", *FREE)},
        **{name: FIELDS[name] for name in WORDS},
        components=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
    )
)
def test_any_row(raw: RawRow) -> None:
    with watchdog():
        try:
            normalise(raw, document(), Decisions())
        except ReadingError as error:
            assert len(str(error).splitlines()) == 1


@FUZZ
@given(data=st.data())
def test_any_rows_give_a_release(data: st.DataObject, folder: Path) -> None:
    path = folder / "fuzz.db"
    path.unlink(missing_ok=True)
    stage, report = Stage(Path(":memory:")), Report(path)
    for letter in "ab":
        read = []
        for record in range(1, data.draw(st.integers(2, 6))):
            try:
                raw = data.draw(rows(str(record)))
                read.append(normalise(raw, document(letter), Decisions()))
            except ReadingError:
                continue
        if read:
            report.documents.append((document(letter), stage.add(read)))
    stage.finish()
    with watchdog():
        _write_database(path, stage, Decisions(), PrivateFile(path), report)
    stage.close()
