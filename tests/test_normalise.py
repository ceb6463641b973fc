"""Printed strings become numbers, dates and codes; what does not fit is an error with its record."""

import re

import pytest

from ingest.confidential import for_log
from ingest.decisions import Club, Decisions
from ingest.normalise import parse_points, performance_phase, team_name
from ingest.reading import ReadingError
from ingest.text import fold
from tests.rows import header, read, row


@pytest.mark.parametrize(
    ("printed", "points"),
    [
        ("24", 24.0),
        ("24.000", 24.0),
        ("97,900", 97.9),
        ("57, 00", 57.0),
        ("17.8000000000", 17.8),
        ("33.525", 33.525),
        ("17.3167", 17.317),
        ("0E-10", 0.0),
        ("0", 0.0),
        ("0,000", 0.0),
        ("829.950", 829.95),
        ("1 234.5", 1234.5),
        ("", None),
    ],
)
def test_points(printed: str, points: float | None) -> None:
    assert parse_points(printed, "record 1") == points


@pytest.mark.parametrize(
    "printed", ["26.55o", "24.", ".5", "1.234,5", "24/25", "-", "DNS", "1E3", "98.450 123"]
)
def test_points_that_are_no_number(printed: str) -> None:
    with pytest.raises(ReadingError, match="record 9: points .* are not a number") as error:
        row(record="9", points=printed)
    assert repr(printed) in str(error.value)


@pytest.mark.parametrize(
    "printed", ["98,450 4471823", "98,450 347 5512983", "98,450 14032012", "4471823", "347 551 298"]
)
def test_points_that_hold_a_number_of_a_person_are_refused_without_it(printed: str) -> None:
    with pytest.raises(ReadingError, match="are not a number") as error:
        row(record="9", points=printed)
    assert not re.search(r"\d{5}|551", for_log(str(error.value)))


def test_zero_is_not_a_missing_score() -> None:
    assert row(points="0E-10").points == 0
    assert row(points="").points is None


@pytest.mark.parametrize(
    ("printed", "rank"),
    [
        ("1", 1),
        ("12", 12),
        ("2=", 2),
        ("2T", 2),
        ("=2", 2),
        ("3°", 3),
        ("1ª", 1),
        ("1a", 1),
        ("8.", 8),
        ("", None),
    ],
)
def test_rank(printed: str, rank: int | None) -> None:
    read_row = row(rank=printed)
    assert (read_row.rank, read_row.rank_printed) == (rank, printed)


@pytest.mark.parametrize("printed", ["x", "primo", "1-2", "PK"])
def test_a_rank_that_is_no_place(printed: str) -> None:
    with pytest.raises(ReadingError, match=f"record 9: rank '{printed}' is not a place"):
        row(record="9", rank=printed)


@pytest.mark.parametrize("date", ["2021", "2021-03", "2021-03-06", ""])
def test_date(date: str) -> None:
    assert row(date=date).date == header(date=date).date_start == date


@pytest.mark.parametrize("field", ["date", "date_end"])
@pytest.mark.parametrize(
    ("date", "what"),
    [
        ("6 marzo 2021", "year, year-month or year-month-day"),
        ("06/03/2021", "year, year-month or year-month-day"),
        ("2021-3-6", "year, year-month or year-month-day"),
        ("21", "year, year-month or year-month-day"),
        ("2021-03-06 ", "year, year-month or year-month-day"),
        ("2021-02-30", "a day of the calendar"),
        ("2021-13-06", "a day of the calendar"),
        ("2021-13", "a day of the calendar"),
        ("2021-00", "a day of the calendar"),
    ],
)
def test_a_text_that_is_no_date(field: str, date: str, what: str) -> None:
    with pytest.raises(ReadingError, match=f"^record 9: date '{date}' is not {what}$"):
        row(record="9", **{field: date})


@pytest.mark.parametrize(
    ("printed", "nation"),
    [
        ("ITA", "ITA"),
        ("Italia", "ITA"),
        ("ROC", "RUS"),
        ("Russia", "RUS"),
        ("Repubblica Ceca", "CZE"),
        ("XYZ", "XYZ"),
        ("", ""),
    ],
)
def test_nation(printed: str, nation: str) -> None:
    assert row(nation=printed).nation == nation


def test_an_unknown_nation() -> None:
    with pytest.raises(ReadingError, match="record 9: nation 'Terrafinta' not understood"):
        row(record="9", nation="Terrafinta")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"apparatus": "trave"}, "apparatus 'trave' not understood"),
        ({"status": "sospesa"}, "status 'sospesa' not understood"),
        ({"birth_year": "2O10"}, "'2O10' is not a whole number"),
        ({"birth_year": "²"}, "'²' is not a whole number"),
        ({"field_size": "otto"}, "'otto' is not a whole number"),
        ({"components": (("D", ""),)}, "component D is empty"),
        ({"components": (("D", "8,o"),)}, "points '8,o' are not a number"),
        ({"kind": "apparatus"}, "a ranking by apparatus that does not say which"),
        ({"competitor": "Prova\x00"}, r"'Prova\x00' holds a character that is no print"),
        ({"club": "Societ\x85"}, r"'Societ\x85' holds a character that is no print"),
        ({"note": "\ud83d"}, r"'\ud83d' holds a character that is no print"),
        (
            {"components": (("\x1b", "8"),)},
            r"'\x1b' holds a character that is no print",
        ),
        ({"competition": "?!"}, "'?!' is no name: it has neither letter nor digit"),
        ({"club": "-"}, "'-' is no name: it has neither letter nor digit"),
        ({"team": "…"}, "'…' is no name: it has neither letter nor digit"),
    ],
)
def test_what_is_not_understood(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ReadingError) as error:
        row(record="9", **changes)
    assert str(error.value) == f"record 9: {message}"


@pytest.mark.parametrize("record", ["", "a", "1.", "1..2", "²", "٣", "123456789", "1\n", "\x00"])
def test_a_record_that_does_not_sort(record: str) -> None:
    with pytest.raises(ReadingError, match="a record is numbers parted by points"):
        row(record=record)


LONG = "9" * 5000


@pytest.mark.parametrize(
    "changes",
    [
        {"points": LONG},
        {"points": f"1.{LONG}"},
        {"points": f"0E-{LONG}"},
        {"points": "99999999999999999999"},
        {"components": (("D", LONG),)},
        {"rank": LONG},
        {"rank": "9223372036854775808"},
        {"birth_year": LONG},
        {"field_size": "9223372036854775808"},
        {"attempt": LONG},
    ],
    ids=lambda changes: f"{next(iter(changes))} of {len(str(changes))}",
)
def test_a_number_that_no_column_holds(changes: dict[str, object]) -> None:
    with pytest.raises(ReadingError, match="^record 9: .{0,600}$"):
        row(record="9", **changes)


def test_components_keep_their_print_and_their_order() -> None:
    printed = (("DB", "8,100"), ("A", "7"), ("PEN", "0E-10"))
    assert row(components=printed).components == (
        ("DB", "8,100", 8.1),
        ("A", "7", 7.0),
        ("PEN", "0E-10", 0.0),
    )


# Teams: a nation, a club or a name


@pytest.mark.parametrize(
    ("changes", "team_id", "name"),
    [
        ({"competitor_kind": "national", "competitor": "Italia", "club": ""}, "ITA", "Italia"),
        (
            {"competitor_kind": "national", "competitor": "Italia 2", "club": ""},
            "ITA 2",
            "Italia 2",
        ),
        ({"competitor_kind": "national", "competitor": "ROC", "club": ""}, "RUS", "Russia"),
        (
            {"competitor_kind": "team", "competitor": "Società Finta", "club": "Società Finta"},
            "societa-finta",
            "Società Finta",
        ),
        ({"team": "Altra Finta"}, "altra-finta", "Altra Finta"),
        ({}, "", ""),
    ],
)
def test_team(changes: dict[str, object], team_id: str, name: str) -> None:
    read_row = row(**changes)
    assert read_row.team_id == team_id
    assert team_name(team_id, read_row.team_printed) == name


def test_a_club_is_what_a_decision_calls_it() -> None:
    decisions = Decisions(clubs={fold("A.S. Finta"): Club("finta", "Società Finta", "club")})
    assert read(decisions=decisions, club="A.S. FINTA")[1].club_id == "finta"
    assert read(decisions=decisions, club="A.S. FINTA")[1].club_printed == "A.S. FINTA"


def test_of_two_clubs_the_first_is_the_one_she_is_entered_for() -> None:
    assert row(club="Corpo Finto / Società Finta").club_id == "corpo-finto"


# The competition


@pytest.mark.parametrize(
    ("competition", "series_id", "edition", "year"),
    [
        ("Mondiali 2021", "mondiali", "", 2021),
        ("38° Campionato del Mondo", "mondiali", "38", 2019),
        ("Campionato Italiano Assoluto 2021", "assoluti", "", 2021),
        ("51° Campionato Italiano Assoluto", "assoluti", "51", 2019),
        ("2ª Coppa Inventata", "coppa-inventata", "2", 2019),
        ("Trofeo Inventato", "trofeo-inventato", "", 2019),
    ],
)
def test_competition(competition: str, series_id: str, edition: str, year: int) -> None:
    found = header(competition=competition, date="2019-05-04")
    assert (found.series.series_id, found.edition, found.year) == (series_id, edition, year)


def test_without_a_date_and_a_year_the_year_is_not_known() -> None:
    assert header(competition="Trofeo Inventato", date="").year is None


def test_a_decision_names_the_competition_of_a_title() -> None:
    decisions = Decisions(competitions={"Mondiali di Prova": "Mondiali"})
    found, _ = read(decisions=decisions, competition="Mondiali di Prova")
    assert found.series.series_id == "mondiali"
    assert decisions.unused() == []


def test_the_standings_of_a_season_are_apart_from_its_stages() -> None:
    found = header(
        competition="Serie A1 2021",
        round="standing",
        stage="2",
        place="Città Finta",
        date="2021-03-06",
    )
    assert (found.stage, found.city, found.date_start) == ("classifiche", "", "2021")


# Rounds: which performances a ranking counts


@pytest.mark.parametrize(
    ("competition", "kind", "printed", "round_", "phase"),
    [
        ("World Cup Pesaro 2021", "all-around", "", "", "prelim"),
        ("World Cup Pesaro 2021", "all-around", "qualification", "", "prelim"),
        ("World Cup Pesaro 2021", "apparatus", "qualification", "qualification", "prelim"),
        ("World Cup Pesaro 2021", "apparatus", "final", "final", "final"),
        ("World Cup Pesaro 2021", "all-around", "partial", "partial", "prelim"),
        ("Mondiali 2021", "all-around", "", "final", "aa-final"),
        ("Mondiali 2021", "all-around", "qualification", "qualification", "prelim"),
        ("Mondiali 2021", "apparatus", "final", "final", "final"),
        ("Mondiali 2021", "group", "", "", "prelim"),
        ("Giochi Olimpici Tokyo 2020", "group", "", "final", "final"),
        ("Campionato Italiano Assoluto 2021", "all-around", "", "", "prelim"),
        ("Serie A1 2021", "team", "", "", "prelim"),
        ("Serie A1 2021", "duel", "semifinal", "semifinal", "semifinal"),
    ],
)
def test_round(competition: str, kind: str, printed: str, round_: str, phase: str) -> None:
    who = {"group": "group", "team": "team"}.get(kind, "athlete")
    what = {"kind": kind, "apparatus": "CE" if kind == "apparatus" else ""}
    read_row = row(competition=competition, round=printed, competitor_kind=who, **what)
    assert (read_row.round, read_row.phase) == (round_, phase)
    assert performance_phase(kind, round_) == phase


@pytest.mark.parametrize(
    ("competition", "printed", "expected"),
    [
        ("World Cup Pesaro 2021", "", "qualification"),
        ("World Cup Pesaro 2021", "final", "final"),
        ("Mondiali 2021", "", "final"),
        ("Campionato Italiano Assoluto 2021", "", "qualification"),
        ("Trofeo Inventato 2021", "", ""),
    ],
)
def test_round_of_a_ranking_by_apparatus(competition: str, printed: str, expected: str) -> None:
    """Where finals by apparatus follow, the apparatus of the all-around is their qualification."""
    read_row = row(competition=competition, round=printed, apparatus="CE", points="30")
    assert read_row.apparatus_round == expected


@pytest.mark.parametrize(
    ("competition", "category", "expected"),
    [
        ("Mondiali 2021", "", "Senior"),
        ("Mondiali 2021", "junior", "Junior"),
        ("Serie A1 2021", "", "A1"),
        ("Individuale Gold Junior 1 2021", "", "Gold Junior 1"),
        ("Trofeo Inventato 2021", "2a fascia", "2a fascia"),
        ("Trofeo Inventato 2021", "LC1 A5 (anno 2012)", "LC1 A5 (anno 2012)"),
        ("Trofeo Inventato 2021", "", ""),
    ],
)
def test_category(competition: str, category: str, expected: str) -> None:
    assert row(competition=competition, category=category).category == expected


def test_the_address_is_the_rows_else_the_documents_name() -> None:
    assert row(address="https://example.org/x").address == "https://example.org/x"
    assert row(address="").address == f"documento {'a' * 12}"
