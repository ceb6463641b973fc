"""The command: help with examples, one line for a mistake, exit codes that a script can trust."""

import re
import sqlite3
import subprocess
import sys
from types import SimpleNamespace

import pytest

from ingest import cli
from ingest.cli import main
from ingest.sources import load_sources
from tests.conftest import ROOT
from tests.fetching import finta, linking

EXAMPLES = ROOT / "tests" / "examples"
COMMANDS = [
    "fetch", "add", "build", "check", "coverage", "review", "merge", "split", "ids", "hide", "erase",
    "hidden", "unhide", "requests", "sources", "serve",
]  # fmt: skip
HEADER = "competition,date,place,round,rank,athlete,club,nation,apparatus,score_as_printed,source,url,note"
ROWS = """\
Trofeo Inventato 2021,2021-03-06,Città Finta,AA,1,Prova Inventata,Società Finta,ITA,TOT,"62,5",x,https://example.org/x,
Trofeo Inventato 2021,2021-03-06,Città Finta,AA,,Prova Inventata,Società Finta,ITA,CE,32.000,x,https://example.org/x,
Trofeo Inventato 2021,2021-03-06,Città Finta,AA,,Prova Inventata,Società Finta,ITA,PA,30.500,x,https://example.org/x,
"""
BROKEN = ROWS.replace("30.500", "26.55o")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of its own, in which the command finds its archive and leaves its release."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PEDANA_ARCHIVE", raising=False)
    monkeypatch.delenv("PEDANA_BUILD", raising=False)
    return tmp_path


def write(folder, name, rows=ROWS, header=HEADER):
    path = folder / name
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return str(path)


def add(folder, name="gara.csv", rows=ROWS, source="press_scores"):
    assert main(["add", write(folder, name, rows), "--source", source, "--keep"]) == 0


def one_line(capsys):
    """The one line that a mistake prints, and that nothing else was said."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("pedana: ")
    assert captured.err.count("\n") == 1
    return captured.err.removeprefix("pedana: ").rstrip("\n")


# Help


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert re.findall(r"^    (\w+) ", text, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_an_example(command, capsys):
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"example: pedana {command}" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "pedana: error: the following arguments are required: COMMAND; see pedana --help"),
        (["volteggio"], "pedana: error: argument COMMAND: invalid choice: 'volteggio'"),
        (["add"], "pedana add: error: the following arguments are required: FILE, --source;"
         " see pedana add --help"),
        (["build", "--volteggio"], "pedana: error: unrecognized arguments: --volteggio; see"),
        (["fetch", "--limit", "0"], "pedana fetch: error: argument --limit: '0' is not a number from 1;"),
        (["merge", "uno\ndue"], "pedana merge: error: the following arguments are required"),
        (["build", "--\x1b[31m\nrosso"], "pedana: error: unrecognized arguments: --\\x1b[31m rosso"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_exit_code_2(arguments, said, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(said)
    assert captured.err.count("\n") == 1


def test_sources_are_listed(capsys):
    assert main(["sources"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(load_sources())


def test_a_reader_that_has_gone_is_no_mistake(monkeypatch, capsys):
    """As in `pedana coverage --listed | head`."""

    def broken(options):
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setitem(cli.COMMANDS, "sources", cli.COMMANDS["sources"]._replace(run=broken))
    assert main(["sources"]) == 1
    assert capsys.readouterr().err == ""


# Fetch


@pytest.fixture
def one_source(place, monkeypatch):
    """A source that lists one address, on a host that is this machine: real names are never asked."""
    module = finta(discover=linking("http://localhost:9/gara.csv"), hosts=("localhost",))
    by_hand = SimpleNamespace(SOURCE=module.SOURCE)
    monkeypatch.setattr(cli, "load_sources", lambda: {"finta": module, "a_mano": by_hand})
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setenv("PEDANA_CONTACT", "prova@example.org")


@pytest.mark.parametrize(
    ("arguments", "contact", "said"),
    [
        ([], "", "PEDANA_CONTACT must be a mail address or a web page at which the owner of a site"
         " reaches you, and it is not set"),
        ([], "pedana", "PEDANA_CONTACT must be a mail address or a web page at which the owner of a site"
         " reaches you, and it is 'pedana'"),
        (["volteggio"], "a@b.it", "no source 'volteggio'; there are finta, a_mano"),
        (["a_mano"], "a@b.it", "a_mano is not fetched: its documents come in with pedana add"),
    ],
)  # fmt: skip
def test_a_fetch_that_cannot_begin_is_one_line(
    one_source, monkeypatch, capsys, arguments, contact, said
):
    monkeypatch.setenv("PEDANA_CONTACT", contact)
    assert main(["fetch", *arguments]) == 1
    assert one_line(capsys) == said


def test_the_command_asks_no_address_inside(one_source, capsys):
    """No option and no variable lets it: only a test passes another rule, as a parameter."""
    assert main(["fetch", "--limit", "3"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "finta: 1 found, 0 new, 0 unchanged, 1 failed, 0 bytes\n"
    assert "which is not a public address" in captured.err


def test_a_source_with_nothing_to_ask_fails_only_by_name(one_source, monkeypatch, capsys):
    module = cli.load_sources()["finta"]
    monkeypatch.setattr(module, "nothing_to_ask", lambda: "nessuna gara", raising=False)
    assert main(["fetch"]) == 0
    assert capsys.readouterr().out == "finta: nessuna gara\n"
    assert main(["fetch", "finta"]) == 1


def test_a_fetch_can_be_stopped(one_source, monkeypatch, capsys):
    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.polite.ask", interrupted)
    assert main(["fetch"]) == 130
    assert capsys.readouterr().err == "\npedana: stopped; the next run goes on from here\n"


# Add


@pytest.mark.parametrize(
    ("path", "said"), [("manca.csv", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_opened_is_named(place, capsys, path, said):
    assert main(["add", path, "--source", "press_scores"]) == 1
    assert one_line(capsys) == f"{path}: {said}"


def test_add_makes_the_record(place, capsys):
    assert main(["add", write(place, "gara.csv"), "--source", "press_scores"]) == 0
    assert re.fullmatch(r"[0-9a-f]{12} gara\.csv: added\n", capsys.readouterr().out)
    assert len(list((place / "archive" / "documents" / "press_scores").iterdir())) == 2


def test_add_again_says_so(place, capsys):
    add(place)
    capsys.readouterr()
    add(place, "copia.csv")
    assert capsys.readouterr().out.endswith(" copia.csv: already there\n")


def test_add_again_does_not_drop_what_is_said_silently(place, capsys):
    """The record stays as it was: whoever follows the advice of a warning is told what to do."""
    path = place / "gara.csv"
    path.write_text("Pos;Ginnasta;Totale\n1;Prova Ada;9,5\n2;Finta Lia;8,5\n")
    command = ["add", str(path), "--source", "table_file", "--discipline", "rhythmic"]
    for _ in range(2):
        assert main(command) == 0
        assert "no title printed" in capsys.readouterr().err
    assert main([*command, "--title", "Trofeo Finto 2024"]) == 1
    said = one_line(capsys)
    assert said.startswith("gara.csv: already there, and what is said of it stays as it was")
    (stem,) = re.findall("delete (.*)\\* and", said)
    for file in place.glob(f"{stem}*"):
        file.unlink()
    assert main([*command, "--title", "Trofeo Finto 2024"]) == 0
    assert capsys.readouterr().err == ""


def test_an_unknown_source(place, capsys):
    assert main(["add", write(place, "gara.csv"), "--source", "volteggio"]) == 1
    message = one_line(capsys)
    assert "no source 'volteggio'" in message
    assert "press_scores" in message
    assert not (place / "archive").exists()


def test_a_missing_file(place, capsys):
    assert main(["add", "manca.csv", "--source", "press_scores"]) == 1
    assert "manca.csv" in one_line(capsys)


def test_a_folder_is_no_file(place, capsys):
    assert main(["add", str(place), "--source", "press_scores"]) == 1
    assert str(place) in one_line(capsys)


def test_an_empty_file(place, capsys):
    (place / "vuota.csv").write_bytes(b"")
    assert main(["add", "vuota.csv", "--source", "press_scores"]) == 1
    assert one_line(capsys) == "vuota.csv: the file is empty"


def test_what_a_reader_warns_of_is_one_line_and_no_failure(place, capsys):
    """Through the whole command: readers run in a process whose standard error leads nowhere."""
    path = EXAMPLES / "ffgym_api_json" / "evenement_mixte.json"
    said = "ffgym_api_json/evenement_mixte.json: warning: left out, not rhythmic: Poutre inventée (GAF)"
    assert main(["add", str(path), "--source", "ffgym_api_json"]) == 0
    assert capsys.readouterr().err == f"pedana: {said}\n"
    assert main(["build"]) == 0
    captured = capsys.readouterr()
    assert captured.err == f"pedana: {said}\n"
    assert captured.out.endswith("0 failures, 1 warnings\n")


def test_a_reader_outside_its_process_says_nothing():
    """As in `make bench`, which reads each example many times."""
    code = "import ingest.sources.ffgym_api_json as source\nsource.logger.warning('left out')\n"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (answer.stdout, answer.stderr) == ("", "")


# Build


def test_build_makes_a_release(place, capsys):
    add(place)
    capsys.readouterr()
    assert main(["build"]) == 0
    assert "1 documents, 3 rows, 1 competitions; 0 findings" in capsys.readouterr().out
    assert sorted(path.name for path in (place / "build").iterdir()) == ["pedana.db"]


def test_the_surroundings_say_where(place, monkeypatch, capsys):
    add(place)
    (place / "archive").rename(place / "altrove")
    monkeypatch.setenv("PEDANA_ARCHIVE", str(place / "altrove"))
    monkeypatch.setenv("PEDANA_BUILD", str(place / "uscita"))
    assert main(["build"]) == 0
    assert (place / "uscita" / "pedana.db").exists()


def test_a_broken_document_is_one_line_and_the_others_are_built(place, capsys):
    add(place)
    add(place, "rotta.csv", BROKEN)
    capsys.readouterr()
    assert main(["build"]) == 1
    captured = capsys.readouterr()
    assert captured.err == (
        "pedana: press_scores/rotta.csv: record 3: points '26.55o' are not a number\n"
    )
    assert "1 documents, 3 rows, 1 competitions" in captured.out
    assert "1 failures" in captured.out
    with sqlite3.connect(place / "build" / "pedana.db") as connection:
        assert connection.execute("select count(*) from competition").fetchone() == (1,)


@pytest.mark.parametrize("source", sorted(load_sources()))
@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00PDF", b"{}", b"[]", b"[1]", b"null", b"a,b\n1,2\n", b"\n", b"{", b'"a'],
    ids=repr,
)
def test_a_document_of_another_kind_is_one_line(place, capsys, source, content):
    (place / "altro.dat").write_bytes(content)
    assert main(["add", "altro.dat", "--source", source, "--keep"]) == 0
    capsys.readouterr()
    assert main(["build"]) == 1
    assert one_line(capsys).startswith(f"{source}/altro.dat: ")


def test_nothing_to_build(place, capsys):
    assert main(["build", "--archive", "manca"]) == 1
    assert one_line(capsys) == "no documents in manca"
    assert not (place / "build" / "pedana.db").exists()


def test_a_failed_build_leaves_the_old_release_alone(place, capsys):
    add(place)
    assert main(["build"]) == 0
    before = (place / "build" / "pedana.db").read_bytes()
    assert main(["build", "--archive", "manca"]) == 1
    assert (place / "build" / "pedana.db").read_bytes() == before
    assert sorted(path.name for path in (place / "build").iterdir()) == ["pedana.db"]


def test_a_decisions_file_in_another_encoding_is_one_line(place, capsys):
    add(place)
    decisions = place / "archive" / "decisions"
    decisions.mkdir()
    (decisions / "clubs.csv").write_bytes("Società Finta".encode("latin-1"))
    capsys.readouterr()
    assert main(["build"]) == 1
    assert "not a CSV in UTF-8" in one_line(capsys)


def test_a_stale_decision_stops_the_build_with_one_line(place, capsys):
    add(place)
    (document,) = (place / "archive" / "documents" / "press_scores").glob("*.csv")
    decisions = place / "archive" / "decisions"
    decisions.mkdir()
    (decisions / "corrections.csv").write_text(
        "document_id,record,field,printed,correct,reason,decided_on\n"
        f"{document.name[:12]},1,points,99,62.5,prova,2025-01-01\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["build"]) == 1
    assert "points is printed '62,5', not '99'" in one_line(capsys)


# Check and coverage


@pytest.fixture
def release(place, capsys):
    add(place)
    main(["build"])
    capsys.readouterr()
    return place / "build" / "pedana.db"


def test_check_and_coverage_of_a_good_release(release, capsys):
    assert main(["check"]) == 0
    assert main(["coverage", "--listed"]) == 0
    assert main(["check", str(release)]) == 0
    assert capsys.readouterr().err == ""


def test_check_of_a_bad_release_is_exit_code_1(release, capsys):
    with sqlite3.connect(release) as connection:
        connection.execute("delete from witness")
    assert main(["check"]) == 1
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "coverage", "serve"])
def test_a_missing_database(place, capsys, command):
    assert main([command, "manca.db"]) == 1
    assert one_line(capsys) == "manca.db does not exist: run pedana build first"


@pytest.mark.parametrize("command", ["check", "coverage"])
def test_a_file_that_is_no_database(place, capsys, command):
    path = write(place, "gara.csv")
    assert main([command, path]) == 1
    assert one_line(capsys) == f"{path} is not a database that pedana build wrote"


def test_add_refuses_what_its_source_does_not_understand(place, capsys):
    broken = "competition,date\nTrofeo Finto 2024,2024\n"
    path = place / "storta.csv"
    path.write_text(broken)
    assert main(["add", str(path), "--source", "press_scores"]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("pedana: storta.csv: line 1: the columns are competition, date;")
    assert said.err.endswith("; not added\n")
    assert said.err.count("\n") == 1
    assert not list(place.glob("archive/documents/*/*"))
    assert main(["add", str(path), "--source", "press_scores", "--keep"]) == 0
    assert len(list(place.glob("archive/documents/*/*.record.json"))) == 1
