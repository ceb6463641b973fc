"""The inbox and `pedana requests`: what the site may do with the file, and what an operator does with it."""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest import inbox
from ingest.cli import main
from ingest.command import public_folders
from ingest.gate import Limit, sender_keys
from ingest.inbox import (
    InboxError,
    Letter,
    add_letter,
    open_inbox,
    open_to_add,
    overdue_line,
    read_letters,
)
from ingest.private import default_private, load_private
from tests.small_archive import SmallArchive
from tests.zibarova import SQUAD

TODAY = datetime.date.today()
MAIL = "prova@esempio.example"
HOSTILE = "Prima riga \x1b[2J\x9b31m\nSeconda \x1b]0;titolo\x07 riga"
ROW = {"athlete": "Aletta Zibarova", "club": "Spes Finta", "rank": "1", "apparatus": "TOT",
       "score_as_printed": "90.000"}  # fmt: skip


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "inbox" / "requests.db"
    monkeypatch.setenv("PEDANA_REQUESTS", str(path))
    return path


@pytest.fixture
def archive(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> SmallArchive:
    monkeypatch.setenv("PEDANA_PRIVATE", str(tmp_path / "private" / "private.json"))
    assert main(["hidden"]) == 0
    archive = SmallArchive(tmp_path)
    archive.press(ROW)
    archive.build()
    capsys.readouterr()
    return archive


def ask(
    path: Path,
    number: str = "AAAABBBB",
    days: int = 0,
    kind: str = "mistake",
    page: str = "/gare/finta",
    text: str = HOSTILE,
    contact: str = MAIL,
) -> str:
    """A letter that came some days ago."""
    day = str(TODAY - datetime.timedelta(days=days))
    add_letter(path, Letter(number, day, kind, "parent", page, text, contact))
    return number


def letters(path: Path) -> list[inbox.KeptLetter]:
    with closing(open_inbox(path)) as connection:
        return read_letters(connection, open_only=False)


def requests(*arguments: str) -> int:
    return main(["requests", *arguments])


# What the site may do


@pytest.mark.parametrize(
    "sql",
    [
        "select * from letter",
        "select count(*) from letter",
        "select 1",
        "select * from sqlite_master",
        "update letter set text = ''",
        "delete from letter",
        "drop table letter",
        "create table other (x)",
        "create temp table other (x)",
        "create trigger spy after insert on letter begin select 1; end",
        "create view spy as select * from letter",
        "alter table letter add column x",
        "insert into letter select * from letter",
        "insert into letter (number) values ((select text from letter))",
        "insert into letter (number) values ('x') returning text",
        "insert into letter (number) values ('AAAABBBB') on conflict do update set text = ''",
        "replace into letter (number, text) select number, text from letter",
        "insert into sqlite_master values (1, 2, 3, 4, 5)",
        "attach ':memory:' as other",
        "detach main",
        "pragma journal_mode = delete",
        "pragma max_page_count = 100000000",
        "pragma writable_schema = on",
        "pragma table_info(letter)",
        "reindex letter",
        "analyze",
        "savepoint x",
        "vacuum into '/nowhere/copy.db'",
        "select load_extension('x')",
    ],
)
def test_the_connection_of_the_site_only_adds(path: Path, sql: str) -> None:
    ask(path)
    with closing(open_to_add(path)) as connection:
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute(sql).fetchall()
        connection.rollback()
        connection.execute(inbox.ADD, ["CCCCDDDD", "2025-01-01", "mistake", "", "", "x", ""])
        connection.commit()
    assert [(one.number, one.text) for one in letters(path)] == [
        ("AAAABBBB", HOSTILE),
        ("CCCCDDDD", "x"),
    ]


def test_a_letter_that_is_there_stays_as_it_is(path: Path) -> None:
    ask(path)
    ask(path, text="un altro testo")
    assert [one.text for one in letters(path)] == [HOSTILE]


def test_the_file_is_its_owners_alone(path: Path) -> None:
    with closing(open_to_add(path)) as connection:
        connection.execute(inbox.ADD, ["CCCCDDDD", "2025-01-01", "mistake", "", "", "x", ""])
        connection.commit()
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == [
            "requests.db",
            "requests.db-shm",
            "requests.db-wal",
        ]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
        columns = [row[1] for row in connection.execute("pragma table_info(letter)")]
    assert columns == inbox.COLUMNS.split(", ")  # nothing says from where it came, nor at what hour


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_may_read_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str], mode: int
) -> None:
    ask(path)
    path.chmod(mode)
    with pytest.raises(InboxError, match="others may read it: chmod 600"):
        ask(path, "CCCCDDDD")
    assert requests() == 1
    assert capsys.readouterr().err.endswith(f"others may read it: chmod 600 {path}\n")


def test_a_file_that_is_not_there_is_said_and_not_made(
    path: Path,
    archive: SmallArchive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Else a slip in its name would hide every overdue request."""
    assert requests() == requests("show", "AAAABBBB") == 1
    assert main(archive.command) == 0
    said = f"{path} is not there: pedana serve makes it"
    assert capsys.readouterr().err.count(said) == 3 and not path.parent.exists()
    monkeypatch.delenv("PEDANA_REQUESTS")
    monkeypatch.setenv("HOME", str(archive.folder))
    assert main(archive.command) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_nearly_full_is_loud(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(path)
    assert requests() == 0
    with closing(open_inbox(path)) as connection:
        pages = connection.execute("pragma page_count").fetchone()[0]
    monkeypatch.setattr(inbox, "MAX_PAGES", pages)
    capsys.readouterr()
    assert requests() == 1
    assert "full: pedana requests discard, or purge" in capsys.readouterr().err
    assert "full: " in overdue_line(path, TODAY)


@pytest.mark.parametrize("folder", ["PEDANA_ARCHIVE", "PEDANA_BUILD", "PEDANA_RELEASES"])
def test_the_file_lies_in_nothing_that_is_copied(
    path: Path,
    folder: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(folder, str(path.parent))
    assert requests() == 1
    assert "the requests must not lie in" in capsys.readouterr().err
    with pytest.raises(InboxError, match="must not lie in"):
        add_letter(
            path, Letter("AAAABBBB", str(TODAY), "mistake", "", "", "", ""), public_folders()
        )
    assert not path.exists()


def test_what_is_shown_says_of_whom_the_page_is(
    path: Path,
    archive: SmallArchive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The text may speak of another one."""
    monkeypatch.setenv("PEDANA_BUILD", str(archive.folder / "out"))
    ((her,),) = archive.ask("select athlete_id from athlete")
    ask(path, kind="erased", page=f"/ginnaste/{her}", text="Togliete Mia Belzira")
    ask(path, "CCCCDDDD", kind="erased", page="/ginnaste/zzzzzzzzz")
    assert requests("show", "AAAABBBB") == requests("show", "CCCCDDDD") == 0
    shown = capsys.readouterr().out
    assert f"that page is of Aletta Zibarova ({her}), 1 mentions" in shown
    assert f"do AAAA-BBBB erase {her}\n" in shown
    assert "that page is of nobody in " in shown


def test_a_line_leads_to_who_stands_in_it(
    path: Path,
    archive: SmallArchive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The link beside a number names a document and a record."""
    monkeypatch.setenv("PEDANA_BUILD", str(archive.folder / "out"))
    squad = archive.press(SQUAD, name="gruppo.csv")
    archive.build()
    ((her, document, record),) = archive.ask(
        "select athlete_id, document_id, record from mention where name_printed like '% Zib%'"
    )
    ask(path, kind="hidden", page=f"/fonti/{document}/{record}")
    ask(path, "CCCCDDDD", kind="erased", page=f"/fonti/{squad.document_id}/1")
    assert requests("show", "AAAABBBB") == 0
    assert f"do AAAA-BBBB hide {her} --as hidden\n" in capsys.readouterr().out
    assert requests("show", "CCCCDDDD") == 0
    shown = capsys.readouterr().out
    assert shown.count("that page is of ") == 3 and "do CCCC-DDDD erase ID\n" in shown


def test_a_deed_that_is_done_again_is_one_request(
    path: Path,
    archive: SmallArchive,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The build after it failed; the request is noted all the same."""
    monkeypatch.setenv("PEDANA_BUILD", str(archive.folder / "out"))
    monkeypatch.setenv("PEDANA_ARCHIVE", str(archive.folder / "archive"))
    ((her,),) = archive.ask("select athlete_id from athlete")
    ask(path, kind="erased", page=f"/ginnaste/{her}")
    archive.decide("visibility", ",,,secret,scelta,2026-01-01")
    deed = ["do", "AAAABBBB", "erase", her, "--yes"]
    assert requests(*deed) == 1
    archive.decide("visibility")
    assert requests(*deed) == 0
    (request,) = load_private(default_private()).requests
    assert request.form == "erased"
    capsys.readouterr()


def test_an_undo_says_which_request_still_holds(
    archive: SmallArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    ((her,),) = archive.ask("select athlete_id from athlete")
    database = str(archive.folder / "out" / "pedana.db")
    for command in (["hide", her, "--as", "initials"], ["erase", her]):
        assert main([*command, "--database", database, "--later", "--yes"]) == 0
    capsys.readouterr()
    assert main(["unhide", "2", "--yes"]) == 0
    assert capsys.readouterr().out.endswith(
        "request 1, initials, is of the same gymnast, and holds\n"
    )


def test_what_asks_something_else_is_answered(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(path, kind="other", text="Vorrei una copia dei miei dati")
    assert requests("show", "AAAABBBB") == 0
    assert (
        "to do it: pedana requests answer AAAA-BBBB --accepted --text ..."
        in capsys.readouterr().out
    )
    answer = ["answer", "AAAABBBB", "--accepted", "--text", "Ecco la copia.\n\nSaluti", "--yes"]
    assert requests(*answer) == 0
    assert "\nEcco la copia.\n\nSaluti\n" in capsys.readouterr().out


def test_the_member_of_a_squad_is_proposed_by_her_place(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(path, page="/fonti/5e18c5c43a09/418-2")
    assert requests("show", "AAAABBBB") == 0
    assert "correct 5e18c5c43a09 418-2 --field competitor " in capsys.readouterr().out


def test_a_flood_fills_the_file_and_not_the_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_PAGES", 10)
    with pytest.raises(InboxError, match="full"):
        for number in range(100):
            ask(path, inbox.letter_number(str(number)), text="x" * 3000)
    assert path.stat().st_size <= 10 * 4096
    assert requests("discard", "--yes", *(one.number for one in letters(path)[:3])) == 0
    ask(path, "CCCCDDDD", text="x" * 3000)


def test_an_inbox_that_is_busy_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(path)
    monkeypatch.setattr(inbox, "WAIT_SECONDS", 0.0)
    with closing(open_inbox(path)) as other:
        other.execute("begin immediate")
        with pytest.raises(InboxError, match="locked"):
            ask(path, "CCCCDDDD")


def test_a_file_that_is_no_database_is_one_line(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.parent.mkdir()
    path.write_text("x" * 5000)
    path.chmod(0o600)
    with pytest.raises(InboxError, match="not a database"):
        ask(path)
    assert requests() == 1
    assert capsys.readouterr().err.count("\n") == 1


# Numbers, senders


def test_a_number_follows_from_what_was_sent_and_tells_no_count() -> None:
    numbers = {inbox.letter_number("parola", str(n)) for n in range(500)}
    assert len(numbers) == 500 and all(map(inbox.NUMBER.fullmatch, numbers))
    assert inbox.letter_number("a", "b") == inbox.letter_number("a", "b")
    assert inbox.letter_number("a", "b") != inbox.letter_number("ab", "")


@pytest.mark.parametrize("text", ["k7qm-2xpa", "K7QM2XPA", " k7qm 2xpa "])
def test_a_number_is_read_however_it_was_copied(text: str) -> None:
    assert inbox.read_number(text) == "K7QM2XPA"
    assert inbox.shown_number("K7QM2XPA") == "K7QM-2XPA"


@pytest.mark.parametrize(
    "text", ["", "K7QM-2XP", "K7QM-2XPAA", "O0I1-LU00", "' or 1=1 --", "K7QM2XP\x1b"]
)
def test_what_is_no_number(text: str) -> None:
    assert inbox.read_number(text) == ""


@pytest.mark.parametrize(
    ("peer", "forwarded", "keys"),
    [
        ("198.51.100.7", "", "198.51.100.7/32 198.51.100.0/24"),
        ("198.51.100.7", "203.0.113.1", "198.51.100.7/32 198.51.100.0/24"),
        ("127.0.0.1", "203.0.113.1", "203.0.113.1/32 203.0.113.0/24"),
        ("127.0.0.1", "192.0.2.1, 203.0.113.1", "203.0.113.1/32 203.0.113.0/24"),
        ("127.0.0.1", "", "127.0.0.1/32 127.0.0.0/24"),
        ("127.0.0.1", "parola", "127.0.0.1/32 127.0.0.0/24"),
        ("::1", "2001:db8:1:234:5::6", "2001:db8:1:200::/56 2001:db8:1::/48"),
        ("2001:db8:1:2ff::4", "", "2001:db8:1:200::/56 2001:db8:1::/48"),
        ("2001:db8:1:300::4", "", "2001:db8:1:300::/56 2001:db8:1::/48"),
        ("::ffff:198.51.100.7", "", "198.51.100.7/32 198.51.100.0/24"),
        ("::ffff:127.0.0.1", "203.0.113.1", "203.0.113.1/32 203.0.113.0/24"),
        ("fe80::1%eth0", "", "fe80::/56 fe80::/48"),
        ("127.0.0.1", "::1", "::/56 ::/48"),
        (None, "203.0.113.1", "203.0.113.1/32 203.0.113.0/24"),
        (None, "", "unknown unknown"),
    ],
)
def test_who_counts_as_one_sender(peer: str | None, forwarded: str, keys: str) -> None:
    assert " ".join(sender_keys(peer, forwarded)) == keys


def test_a_limit_lets_some_through_at_once_and_then_one_by_one() -> None:
    limit = Limit(3, 10)
    assert [limit.wait("a", 100.0) for _ in range(5)] == [0, 0, 0, 10, 10]
    assert limit.wait("b", 100.0) == 0
    assert [limit.wait("a", 105.0), limit.wait("a", 110.0), limit.wait("a", 110.0)] == [5, 0, 10]
    assert [limit.wait("a", 1000.0) for _ in range(4)] == [0, 0, 0, 10]


def test_a_limit_keeps_so_many_senders_and_no_more() -> None:
    limit = Limit(1, 10, max_keys=100)
    for n in range(1000):
        limit.wait(str(n), 0.0)
    assert len(limit) == 100
    assert limit.wait("999", 0.0) > 0 and limit.wait("0", 0.0) == 0


# What the operator does


def test_the_list_shows_what_is_open_and_not_who(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(path, days=12)
    assert requests() == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].split("  ")[-3:] == [
        "mistake", "/gare/finta", "Prima riga \\x1b[2J\\x9b31m",
    ]  # fmt: skip
    assert "AAAA-BBBB" in shown.out and " 12 days" in shown.out and MAIL not in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(("days", "code"), [(30, 0), (31, 1)])
def test_an_overdue_request_is_loud(
    path: Path, capsys: pytest.CaptureFixture[str], days: int, code: int
) -> None:
    ask(path, days=days)
    assert requests() == requests("list") == code
    shown = capsys.readouterr()
    assert shown.err.count("pedana: OVERDUE, asked more than 30 days ago: AAAA-BBBB\n") == 2 * code
    assert shown.out.count("  OVERDUE  ") == 2 * code


def test_a_build_says_that_one_is_overdue_and_not_which(
    archive: SmallArchive, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(archive.command) == 0
    assert "OVERDUE" not in capsys.readouterr().err
    assert not path.exists()
    ask(path, days=31)
    ask(path, "CCCCDDDD", days=3)
    assert main(archive.command) == 0
    line = "pedana: OVERDUE: 1 request waits for more than 30 days: pedana requests\n"
    assert capsys.readouterr().err == line
    path.chmod(0o644)
    assert main(archive.command) == 0
    assert "others may read it" in capsys.readouterr().err


def test_one_is_shown_whole_without_a_sign_that_steers_the_terminal(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "parola " * 200
    ask(
        path,
        text=f"{HOSTILE}\n{long}",
        page="/ginnaste/aaaa1111\x1b[31m",
        kind="initials",
        contact="a\x1b@b",
    )
    assert requests("show", "aaaabbbb") == 0
    shown = capsys.readouterr().out
    assert all(sign.isprintable() or sign == "\n" for sign in shown)
    assert "  | Seconda \\x1b]0;titolo\\x07 riga\n" in shown and f"  | {long}" in shown
    assert "pedana requests do AAAA-BBBB hide aaaa1111 --as initials" in shown


@pytest.mark.parametrize(
    ("kind", "page", "command"),
    [
        ("mistake", "/fonti/d0c0000001/3.1,4", "correct d0c0000001 3.1 --field points"),
        ("mistake", "la gara di maggio", "correct DOCUMENT RECORD --field points"),
        ("erased", "/ginnaste/aaaa1111", "erase aaaa1111"),
        ("hidden", "/fonti/d0c0000001/3", "hide ID --as hidden"),
        ("not-indexed", "/ginnaste/aaaa1111", "hide aaaa1111 --as not-indexed"),
    ],
)
def test_the_command_that_does_it_is_said(
    path: Path, capsys: pytest.CaptureFixture[str], kind: str, page: str, command: str
) -> None:
    ask(path, kind=kind, page=page)
    assert requests("show", "AAAABBBB") == 0
    assert f"do it: pedana requests do AAAA-BBBB {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("outcome", "said"), [("accepted", "è stata accolta"), ("refused", "non abbiamo potuto")]
)
def test_an_answer_closes_and_gives_the_mail(
    path: Path, capsys: pytest.CaptureFixture[str], outcome: str, said: str
) -> None:
    ask(path, days=40)
    assert requests("answer", "AAAA-BBBB", f"--{outcome}", "--text", "Ecco perché.", "--yes") == 0
    shown = capsys.readouterr().out
    assert f"To: {MAIL}\nSubject: pedana, richiesta AAAA-BBBB\n" in shown
    assert said in shown and "Ecco perché.\n" in shown
    (letter,) = letters(path)
    assert (letter.answered_on, letter.outcome, letter.answer) == (
        str(TODAY),
        outcome,
        "Ecco perché.",
    )
    assert requests() == 0
    assert "0 open" in capsys.readouterr().out
    assert requests("answer", "AAAA-BBBB", "--refused", "--text", "x", "--yes") == 1
    assert "was answered on" in capsys.readouterr().err
    assert requests("list", "--all") == 0
    assert f"  {outcome}  " in capsys.readouterr().out
    assert requests("show", "AAAA-BBBB") == 0
    assert "  | Ecco perché." in capsys.readouterr().out


def test_a_request_becomes_a_correction(
    archive: SmallArchive, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(path)
    ((document_id,),) = archive.ask("select document_id from document")
    where = ["--archive", str(archive.folder / "archive"), "--yes"]
    deed = ["do", "AAAA-BBBB", "correct", document_id, "1", "--field", "points", "--correct", "80.000",
            "--reason", "refuso  della\nfonte", *where]  # fmt: skip
    assert requests(*deed, "--printed", "91.000") == 1
    assert "record 1: points is printed '90.000', not '91.000'" in capsys.readouterr().err
    assert letters(path)[0].answered_on == ""
    assert requests(*deed, "--printed", "90.000") == 0
    assert "AAAA-BBBB is closed, accepted" in capsys.readouterr().out
    assert archive.build().failures == []
    assert archive.ask("select total, total_printed from result") == [(80.0, "90.000")]
    assert archive.ask("select reason from correction") == [("refuso della fonte",)]
    assert letters(path)[0].outcome == "accepted"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (["d0c0d0c0d0c0", "1"], "d0c0d0c0d0c0 is not in"),
        (["", "77"], "has no record 77"),
        (["", "1", "--correct", "90.000"], "is corrected to itself"),
        (["", "1", "--correct", "novanta"], "corrections.csv"),
        (["", "1", "--reason", " "], "the reason is empty"),
    ],
)
def test_a_correction_that_a_build_would_refuse_is_not_written(
    archive: SmallArchive,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    place: list[str],
    said: str,
) -> None:
    ask(path)
    ((document_id,),) = archive.ask("select document_id from document")
    given = ["--field", "points", "--printed", "90.000", "--correct", "80.000", "--reason", "prova",
             "--archive", str(archive.folder / "archive"), "--yes"]  # fmt: skip
    assert (
        requests("do", "AAAABBBB", "correct", place[0] or document_id, place[1], *given, *place[2:])
        == 1
    )
    assert said in capsys.readouterr().err
    assert not (archive.folder / "archive" / "decisions" / "corrections.csv").exists()
    assert letters(path)[0].answered_on == ""


@pytest.mark.parametrize("deed", ["hide", "erase"])
def test_a_request_is_done_as_the_command_of_its_own_does_it(
    archive: SmallArchive, path: Path, tmp_path: Path, deed: str
) -> None:
    ask(path, kind="erased")
    ((her,),) = archive.ask("select athlete_id from athlete")
    database = ["--database", str(archive.folder / "out" / "pedana.db"), "--later", "--yes"]
    assert requests("do", "AAAABBBB", deed, "nessuna00", *database) == 1
    assert letters(path)[0].answered_on == ""
    assert requests("do", "AAAABBBB", deed, her, *database) == 0
    private = load_private(tmp_path / "private" / "private.json")
    assert [one.athlete for one in private.requests] == [private.hash_athlete(her)]
    assert letters(path)[0].outcome == "accepted"
    assert her not in letters(path)[0].answer


def test_advertising_is_forgotten_whole(path: Path) -> None:
    ask(path, text="Comprate-tutto")
    ask(path, "CCCCDDDD")
    assert requests("discard", "AAAA-BBBB", "ZZZZ-ZZZZ", "--yes") == 1
    assert requests("discard", "AAAA-BBBB", "--yes") == 0
    assert [one.number for one in letters(path)] == ["CCCCDDDD"]
    assert not any(b"Comprate-tutto" in file.read_bytes() for file in path.parent.iterdir())


def test_who_wrote_and_what_is_forgotten_a_year_after_the_answer(path: Path) -> None:
    for number, days in (("AAAABBBB", 366), ("CCCCDDDD", 365), ("EEEEFFFF", 0)):
        ask(path, number, days=400, text="parola-di-lei", page="/ginnaste/aaaa1111")
        with closing(open_inbox(path)) as connection:
            day = str(TODAY - datetime.timedelta(days=days)) if days else ""
            inbox.close_letter(connection, number, "accepted" if days else "", "fatto", day)
    assert requests("purge", "--yes") == 0
    old, recent, waiting = letters(path)
    assert (old.number, old.kind, old.outcome) == ("AAAABBBB", "mistake", "accepted")
    assert (old.asker, old.page, old.text, old.contact, old.answer) == ("",) * 5
    assert recent.contact == waiting.contact == MAIL
    assert requests("discard", "CCCCDDDD", "EEEEFFFF", "--yes") == 0
    said = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"parola-di-lei" not in said and MAIL.encode() not in said


@pytest.mark.parametrize("command", ["purge", "discard"])
def test_what_is_forgotten_is_in_no_file_while_another_reads(path: Path, command: str) -> None:
    """The last one to close the file empties its log; until then the log would keep what was written."""
    ask(path, days=400, text="parola-di-lei")
    with closing(open_inbox(path)) as connection:
        inbox.close_letter(
            connection, "AAAABBBB", "accepted", "", str(TODAY - datetime.timedelta(days=366))
        )
        named = ["AAAABBBB"] if command == "discard" else []
        assert requests(command, *named, "--yes") == 0
        said = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"parola-di-lei" not in said


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "ZZZZ-ZZZZ"], 1, "there is no request ZZZZ-ZZZZ"),
        (["show", "\x1b[31m"], 1, "there is no request \\x1b[31m"),
        (["discard", "AAAA-BBBB"], 1, "nobody can be asked here: say --yes"),
        (["purge"], 1, "nobody can be asked here: say --yes"),
        (["answer", "AAAA-BBBB", "--text", "x"], 2, "one of the arguments --accepted --refused is required"),
        (["do", "AAAA-BBBB"], 2, "the following arguments are required: DEED"),
        (["do", "AAAA-BBBB", "volteggio"], 2, "invalid choice: 'volteggio'"),
        (["volteggio"], 2, "invalid choice: 'volteggio'"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(
    path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    ask(path)
    try:
        assert requests(*arguments) == code
    except SystemExit as stop:
        assert stop.code == code
    shown = capsys.readouterr().err
    assert said in shown and shown.count("\n") == 1
    assert letters(path)[0].text == HOSTILE
