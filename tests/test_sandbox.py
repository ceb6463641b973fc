"""A document is read in a child process: its rows come through unchanged, and whatever becomes of the child,
or whatever it sends, is one named error and the end of that document alone.
"""

import contextlib
import dataclasses
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest import child, confine, sandbox
from ingest.archive import ArchiveError, Document, describe_document
from ingest.reading import RawRow, ReadingError
from ingest.sandbox import Sandbox
from ingest.sources import load_sources
from tests.conftest import ROOT, need
from tests.rows import raw
from tests.test_examples import DOCUMENTS, archived

ROW = raw()
WIRE = json.dumps(child.VALUES(ROW)).encode() + b"\n"
END = b'{"end": 1, "warned": []}\n'
LINUX = sys.platform == "linux"


def document(folder: Path, content: bytes = b"x", source: str = "stand_in") -> Document:
    path = folder / "prova.csv"
    path.write_bytes(content)
    return describe_document(
        content, path, source=source, name=path.name, address="", fetched_at="", status=""
    )


def read(parse: Callable, folder: Path) -> list[RawRow]:
    """The rows of a stand-in source, through a child process of its own."""
    with Sandbox({"stand_in": SimpleNamespace(parse=parse)}) as box:
        return list(box.rows(document(folder)))


def refusal(parse: Callable, folder: Path) -> str:
    with pytest.raises(ReadingError) as error:
        read(parse, folder)
    return str(error.value)


# What a child may do, and what is said of it


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_rows_come_through_unchanged(path: Path, tmp_path: Path) -> None:
    example, sources = archived(path, tmp_path), load_sources()
    with Sandbox(sources) as box:
        assert list(box.rows(example)) == list(sources[example.source].parse(example))


def test_any_character_comes_through(tmp_path: Path) -> None:
    odd = raw(competitor='è\n"\\\u2028\ud800\x00', components=(("D", "\n"), ("E", "5,0")))
    assert read(lambda _: iter([odd, ROW]), tmp_path) == [odd, ROW]


def two_rows_and(end: Callable[[], object]) -> Callable[[Document], Iterator[RawRow]]:
    def parse(_: Document) -> Iterator[RawRow]:
        yield ROW
        yield ROW
        end()

    return parse


def refuse() -> None:
    raise ReadingError("page 3\n", "what\x1b[31m")


def spin() -> None:
    while True:
        pass


def fill_memory() -> None:
    kept = []
    while True:
        kept.append(bytearray(16 * confine.MEGABYTE))


def nest() -> None:
    json.loads("[" * 1_000_000)


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (refuse, r"page 3\n: what\x1b[31m"),
        (lambda: 1 / 0, "document: its reader failed: ZeroDivisionError('division by zero')"),
        (nest, "document: its reader failed: RecursionError("),
        (sys.exit, "document: its reader ended without a word (exit code 1)"),
        (lambda: os._exit(0), "document: its reader ended without a word (exit code 0)"),
        (os.abort, "document: its reader was ended by SIGABRT"),
        (lambda: os.kill(os.getpid(), signal.SIGSEGV), "document: its reader was ended by SIGSEGV"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "document: its reader was ended by SIGKILL"),
    ],
    ids=["refuses", "fails", "nests", "exits", "exits at once", "aborts", "crashes", "is killed"],
)
def test_the_end_of_a_child_is_named(end: Callable[[], object], said: str, tmp_path: Path) -> None:
    assert refusal(two_rows_and(end), tmp_path).startswith(said)


@pytest.mark.skipif(not LINUX, reason="only Linux limits memory")
@pytest.mark.parametrize("end", [fill_memory, lambda: bytearray(2048 * confine.MEGABYTE)])
def test_a_greedy_child(end: Callable[[], object], tmp_path: Path) -> None:
    said = refusal(two_rows_and(end), tmp_path)
    assert said == "document: its reader used more than 1,024 MB of memory"


@pytest.mark.skipif(not LINUX, reason="only Linux limits memory")
@pytest.mark.parametrize(
    ("end", "said"),
    [
        (os.abort, r"ran out of memory, it seems: SIGABRT at [\d,]+ of 1,024 MB of memory"),
        (lambda: int("x"), r"failed at [\d,]+ of 1,024 MB of memory: ValueError\(.*"),
    ],
    ids=["aborts", "fails"],
)
def test_an_end_near_the_limit_says_so(
    end: Callable[[], object], said: str, tmp_path: Path
) -> None:
    """A library that gets no memory aborts, or gives an error that does not say why."""
    kept = []

    def fill_most_and_end() -> None:
        kept.append(bytearray(b"x") * (700 * confine.MEGABYTE))
        end()

    refused = refusal(two_rows_and(fill_most_and_end), tmp_path)
    assert re.fullmatch(f"document: its reader {said}", refused), refused


def test_what_was_inherited_is_no_memory_above_the_limit() -> None:
    assert confine.near_limit(1_090 * confine.MEGABYTE) == " at 1,024 of 1,024 MB of memory"
    assert confine.near_limit(500 * confine.MEGABYTE) == ""


def test_a_child_that_computes_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (confine, sandbox):
        monkeypatch.setattr(module, "CPU_SECONDS", 1)
    said = refusal(two_rows_and(spin), tmp_path)
    assert said == "document: its reader used more than 1 s of processor"


def test_a_child_that_sleeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "WAIT_SECONDS", 0.3)
    asleep = two_rows_and(lambda: time.sleep(1000))
    assert refusal(asleep, tmp_path) == "document: its reader took more than 0.3 s"


def test_a_child_that_drips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row in time, all of them never."""
    monkeypatch.setattr(sandbox, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(sandbox, "CHUNK", 1)

    def drip(_: Document) -> Iterator[RawRow]:
        while True:
            time.sleep(0.02)
            yield ROW

    assert refusal(drip, tmp_path) == "document: its reader took more than 0.3 s"


def endless(_: Document) -> Iterator[RawRow]:
    while True:
        yield ROW


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        ("MAX_ROWS", 10, "document: more than 10 rows"),
        ("MAX_SENT", confine.MEGABYTE, "document: rows of more than 1 MB"),
        ("MAX_LINE", 100, "document: a row of more than 0 kB"),
    ],
)
def test_a_child_that_says_too_much(
    limit: str, value: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, limit, value)
    assert refusal(endless, tmp_path) == said


def test_one_row_that_never_ends(tmp_path: Path) -> None:
    long = raw(note="x" * 10_000_000)
    assert refusal(lambda _: iter([long]), tmp_path) == "document: a row of more than 64 kB"


# What a reader warns of


def warnings_of(parse: Callable, folder: Path) -> list[str]:
    with Sandbox({"stand_in": SimpleNamespace(parse=parse)}) as box:
        assert list(box.rows(document(folder))) == [ROW]
        return box.warnings


def warner(*texts: str, name: str = "ingest.sources.stand_in") -> Callable:
    def parse(_: Document) -> Iterator[RawRow]:
        for text in texts:
            logging.getLogger(name).warning("%s", text)
        yield ROW

    return parse


def test_what_a_reader_warns_of_comes_through_once(tmp_path: Path) -> None:
    logging.getLogger("ingest").info("no warning")
    assert warnings_of(warner("one", "two", "one"), tmp_path) == [
        "stand_in/prova.csv: warning: one",
        "stand_in/prova.csv: warning: two",
    ]
    assert warnings_of(warner("of another package", name="lxml"), tmp_path) == []
    assert warnings_of(warner(), tmp_path) == []


def test_a_warning_is_one_short_line(tmp_path: Path) -> None:
    odd, long = warnings_of(warner("a\x1b[31m\nb\ud800", "\U0001d7d8" * 10_000_000), tmp_path)
    assert odd == r"stand_in/prova.csv: warning: a\x1b[31m\nb\ud800"
    assert len(long) < 600
    many = warnings_of(warner(*(f"{n}" + "\U0001d7d8" * 600 for n in range(5000))), tmp_path)
    assert len(many) == child.MAX_WARNINGS + 1
    assert many[-1] == f"stand_in/prova.csv: warning: and {5000 - child.MAX_WARNINGS} more"


# What a child may send: it may be anything by now


def wire_of(**changes: object) -> bytes:
    return json.dumps(list((dataclasses.asdict(ROW) | changes).values())).encode() + b"\n"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "ended without a word"),
        (WIRE, "ended without a word"),
        (WIRE[:-10], "ended without a word"),
        (WIRE + END[:-1], "ended without a word"),
        (WIRE + WIRE + END, "lost rows: 2 came, it says {'end': 1, 'warned': []}"),
        (END, "lost rows: 0 came"),
        (b"{}\n", "lost rows: 0 came, it says {}"),
        (b"\x80\x04\x95pickle\n", "sent a line that is no row"),
        (b"\n", "sent a line that is no row"),
        (b"NaN\n", "sent a line that is no row"),
        (b'"x"\n', "sent a line that is no row"),
        (b"[" * 60_000 + b"\n", "sent a line that is no row"),
        (b"9" * 60_000 + b"\n", "sent a line that is no row"),
        (b"[]\n" + END, "row 1 of its reader is none"),
        (b'["1"]\n' + END, "row 1 of its reader is none"),
        (WIRE + wire_of(points=30.5) + END, "row 2 of its reader is none"),
        (wire_of(rank=None) + END, "row 1 of its reader is none"),
        (wire_of(is_loan="yes") + END, "row 1 of its reader is none"),
        (wire_of(components=[["D"]]) + END, "row 1 of its reader is none"),
        (wire_of(components=["DE"]) + END, "row 1 of its reader is none"),
        (wire_of(components=[["D", 1]]) + END, "row 1 of its reader is none"),
        (b'{"refused": ["x"], "place": {}}\n', r"{}: ['x']"),
        (WIRE + b'{"end": 1}\n', "lost rows: 1 came, it says {'end': 1}"),
        (WIRE + b'{"end": 1, "warned": "x"}\n', "lost rows: 1 came, it says {'end': 1, 'warned'"),
        (WIRE + b'{"end": 1, "warned": [1]}\n', "lost rows: 1 came, it says {'end': 1, 'warned'"),
        (WIRE + b'{"end": 1, "warned": %s}\n' % json.dumps(["x"] * 99).encode(), "lost rows: 1"),
    ],
)  # fmt: skip
def test_nothing_a_child_sends_is_believed(
    sent: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(write: Callable[[bytes], object], *_: object) -> None:
        write(sent)
        raise SystemExit

    monkeypatch.setattr(child, "_send_rows", send)
    assert said in refusal(iter, tmp_path)


def test_nothing_counts_after_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(write: Callable[[bytes], object], *_: object) -> None:
        write(WIRE + END + WIRE + b"rubbish\n")
        raise SystemExit

    monkeypatch.setattr(child, "_send_rows", send)
    assert read(iter, tmp_path) == [ROW]


# What a child cannot do


def confined() -> bool:
    """Whether this kernel has Landlock with TCP and signals."""
    libc = confine.ctypes.CDLL(None)
    return LINUX and libc.syscall(confine.CREATE_RULESET, None, 0, confine.ASK_VERSION) >= 6


@pytest.mark.parametrize("act", ["write", "append", "remove", "rename", "mkdir", "run", "signal"])
def test_a_child_cannot_act(act: str, tmp_path: Path) -> None:
    need(confined(), "this kernel has no Landlock of version 6")
    kept, parent = tmp_path / "kept", os.getpid()
    kept.write_text("kept")
    acts: dict[str, Callable[[], object]] = {
        "write": lambda: (tmp_path / "new").write_text("x"),
        "append": lambda: kept.open("a"),
        "remove": kept.unlink,
        "rename": lambda: kept.rename(tmp_path / "other"),
        "mkdir": (tmp_path / "folder").mkdir,
        "run": lambda: subprocess.run(["/bin/true"]),
        "signal": lambda: os.kill(parent, signal.SIGTERM),
    }
    assert "its reader failed: PermissionError" in refusal(two_rows_and(acts[act]), tmp_path)
    assert kept.read_text() == "kept"
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "prova.csv"}


def test_a_child_cannot_connect(tmp_path: Path) -> None:
    need(confined(), "this kernel has no Landlock of version 6")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        said = refusal(two_rows_and(lambda: socket.create_connection(address)), tmp_path)
    assert "its reader failed: PermissionError" in said


def test_a_child_holds_no_file_of_its_parent(tmp_path: Path) -> None:
    need(Path("/proc/self/fd").is_dir(), "there is no /proc here")

    def look(_: Document) -> Iterator[RawRow]:
        for number in os.listdir("/proc/self/fd"):
            with contextlib.suppress(FileNotFoundError):  # the listing itself
                yield raw(record=number, note=os.readlink(f"/proc/self/fd/{number}"))

    with open(tmp_path / "secret", "w"), socket.create_server(("127.0.0.1", 0)):
        notes = [row.note for row in read(look, tmp_path)]
    assert sorted(note.split(":")[0] for note in notes) == ["/dev/null"] * 3 + ["pipe"]


# Documents in turn


def numbered(folder: Path, number: int) -> Document:
    folder = folder / str(number)
    folder.mkdir()
    return document(folder, str(number).encode())


def say_number(one: Document) -> Iterator[RawRow]:
    for _ in range(20_000):
        yield raw(note=one.content.decode())


def notes_of(box: Sandbox, one: Document) -> set[str]:
    return {row.note for row in box.rows(one)}


def test_the_next_documents_are_read_ahead(tmp_path: Path) -> None:
    documents = [numbered(tmp_path, number) for number in range(6)]
    with Sandbox({"stand_in": SimpleNamespace(parse=say_number)}) as box:
        box.begin(documents[:3])
        assert notes_of(box, documents[0]) == {"0"}
        box.begin(documents[1:4])
        assert notes_of(box, documents[2]) == {"2"}  # 1 was begun and is not asked for
        with contextlib.closing(box.rows(documents[3])) as rows:
            assert next(rows).note == "3"  # the rest is not asked for
        assert notes_of(box, documents[4]) == {"4"}
        box.begin(documents)
        assert notes_of(box, documents[5]) == {"5"}


def test_a_document_that_kills_its_reader_is_alone(tmp_path: Path) -> None:
    bad, good = numbered(tmp_path, 1), numbered(tmp_path, 2)

    def parse(one: Document) -> Iterator[RawRow]:
        if one == bad:
            os.abort()
        yield ROW

    with Sandbox({"stand_in": SimpleNamespace(parse=parse)}) as box:
        box.begin([bad, good])
        with pytest.raises(ReadingError, match="SIGABRT"):
            list(box.rows(bad))
        assert list(box.rows(good)) == [ROW]


def test_bytes_that_are_not_those_of_the_record(tmp_path: Path) -> None:
    changed = document(tmp_path)
    changed.path.write_bytes(b"y")
    with (
        Sandbox({"stand_in": SimpleNamespace(parse=say_number)}) as box,
        pytest.raises(ArchiveError, match="the bytes are not those of the record"),
    ):
        list(box.rows(changed))


def test_a_file_that_has_grown_beyond_what_the_archive_takes(tmp_path: Path) -> None:
    grown = document(tmp_path)
    os.truncate(grown.path, 65 * confine.MEGABYTE)
    with (
        Sandbox({"stand_in": SimpleNamespace(parse=say_number)}) as box,
        pytest.raises(ArchiveError, match=r"^prova.csv: more than 64 MB$"),
    ):
        list(box.rows(grown))


def test_without_its_helper_a_build_stops(tmp_path: Path) -> None:
    with Sandbox({"stand_in": SimpleNamespace(parse=say_number)}) as box:
        os.kill(box._helper, signal.SIGKILL)
        with pytest.raises(ChildProcessError, match="the process that reads documents has gone"):
            list(box.rows(document(tmp_path)))


ORPHAN = """
import sys, time, types
from pathlib import Path
from tests.test_sandbox import document, Sandbox
def parse(_):
    yield from ()
    time.sleep(1000)
with Sandbox({"stand_in": types.SimpleNamespace(parse=parse)}) as box:
    box.begin([document(Path(sys.argv[1]))])
    print(box._helper, flush=True)
    time.sleep(1000)
"""


def children_of(process: int) -> list[int]:
    return [
        int(text) for text in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def wait_until(is_so: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, what
        time.sleep(0.01)


def test_no_child_outlives_a_killed_parent(tmp_path: Path) -> None:
    need(Path("/proc/self/task").is_dir(), "there is no /proc here")
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    with parent.stdout:
        helper = int(parent.stdout.readline())
        wait_until(lambda: children_of(helper), "the helper has no child")
        (reader,) = children_of(helper)
        parent.kill()
        parent.wait()
    gone = [Path(f"/proc/{process}") for process in (helper, reader)]
    wait_until(lambda: not any(is_running(path) for path in gone), "a reader outlived its parent")


def is_running(process: Path) -> bool:
    """Whether a process is there and no zombie that waits for the init process of a container."""
    try:
        return process.joinpath("stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def test_elsewhere_it_is_said_that_memory_has_no_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for module in (sandbox, confine):
        monkeypatch.setattr(module, "LIMITS_MEMORY", False)
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    assert read(lambda _: iter([ROW]), tmp_path) == [ROW]
    assert (
        capfd.readouterr().err
        == "pedana: darwin does not limit a reader's memory: read what you trust\n"
    )
