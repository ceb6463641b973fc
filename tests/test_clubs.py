"""Which printed names are one club: one test for each trap; what is uncertain stays apart and is listed."""

import itertools
from string import ascii_lowercase

import pytest

from ingest.clubs import Clubs
from ingest.decisions import Club, Decisions
from ingest.identity import Identity
from ingest.meet import Meet
from ingest.resolve import resolve
from ingest.text import fold
from tests.rows import header, mark, raw, read, row, staged, team_mark, team_total

GYMNASTS = [f"Prova {word}" for word in ("Alfa", "Beta", "Gamma", "Delta", "Zeta", "Eta")]


def printed(*names, decisions=None, **changes):
    """Each name of a club in a document of its own, beside a gymnast of its own."""
    return [
        read(doc, decisions, club=name, competitor=f"Sola {doc}ina", **changes)
        for doc, name in zip(ascii_lowercase, names, strict=False)
    ]


def rosters(*names, gymnasts=GYMNASTS, **changes):
    """Each name of a club in a document of its own, with the same gymnasts."""
    return [
        read(doc, record=str(record), club=name, competitor=gymnast, **changes)
        for doc, name in zip(ascii_lowercase, names, strict=False)
        for record, gymnast in enumerate(gymnasts, 1)
    ]


def linked(rows, decisions=None) -> Clubs:
    stage = staged(*rows)
    try:
        return Clubs(stage, decisions or Decisions())
    finally:
        stage.close()


def ids(*names, rows=None, decisions=None):
    clubs = linked(rows or printed(*names, decisions=decisions), decisions)
    return [clubs.club_id(name) for name in names]


def decided(**clubs):
    """Decisions of names (a list) by the id of their club."""
    found = Decisions()
    for club_id, names in clubs.items():
        for name in names:
            found.clubs[fold(name)] = Club(club_id, names[0], "club")
            found.club_reasons[fold(name)] = "prova"
    return found


# Names


@pytest.mark.parametrize(
    "other",
    [
        "SPES FINTA",
        "Spés Fintà",
        "000112 SPES FINTA",
        "A.S.D. Spes Finta",
        "ASD SPES FINTA",
        "S.S.D. Spes Finta a r.l.",
        "A.P.D. Spes Finta",
        "Spes Finta Associazione Sportiva Dilettantistica",
        "S.G. Spes Finta",
        "Pol. Spes Finta",
        "Ginn. Spes Finta",
        "Società Ginnastica Spes Finta",
        "Ginnastica Spes Finta '79",
        "Spes Finta 1979",
        "Spes di Finta",
        "Spes Fin…",
        "000112 A.S.D. SPES FIN...",
        "Spes Finta 2",
        "Spes Finta B",
        "Spes Finta - sq. A",
        "Spes Finta (squadra 1)",
    ],
)
def test_one_club(other):
    assert ids("Spes Finta", other) == ["spes-finta"] * 2


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Spes Finta", "Spes Esempia"),
        ("Ginnastica Finta", "Polisportiva Finta"),
        ("Spes Finta '79", "Spes Finta '95"),
        ("Ritmica 2000", "Ritmica 2010"),
        ("Ritmica 2000", "Ritmica"),
        ("Ginnica 3", "Ginnica"),
        ("Ginnica 3", "Ginnica 2"),
        ("000112 SPES FINTA", "000345 SPES FINTA"),
        ("000112 SPES FINTA", "000112 AURORA ESEMPIA"),
        ("000000 SPES FINTA", "000000 AURORA ESEMPIA"),
        ("Spes", "Spes Finta"),
        ("Spes Finta", "Spes Finta Ottica Brillo"),
        ("Ginnastica Fabriano", "Ginnastica Fabriano Cerreto d'Esi"),
        ("ASF", "Associazione Sportiva Finta"),
        ("Sp…", "Spes Finta"),
        ("V.E.R.", "V.E.R.A."),
    ],
)
def test_two_clubs(name, other):
    one, two = ids(name, other)
    assert one != two


def test_fabriano_and_fabriano_cerreto_on_one_podium_stay_two_whatever_they_share():
    names = ["Ginnastica Fabriano", "Ginnastica Fabriano Cerreto d'Esi"]
    podium = [read("z", record=str(at), club=name, competitor=f"Terza Finta {at}")
              for at, name in enumerate(names)]  # fmt: skip
    one, two = ids(*names, rows=[*rosters(*names), *podium])
    assert one != two


def test_a_short_name_that_fits_two_clubs_is_given_to_neither():
    for short in ("Finta", "Spes Fin…"):
        names = [short, "Ginnastica Finta", "Polisportiva Finta", "Spes Finta", "Spes Finale"]
        clubs = linked(printed(*names))
        assert len({clubs.club_id(name) for name in names}) == 5
        assert clubs.club_id(short) in {doubt.club_id for doubt in clubs.doubts} | {
            doubt.other_club_id for doubt in clubs.doubts
        }


def test_a_name_without_code_that_two_codes_bear_is_given_to_neither():
    clubs = linked(printed("Spes Finta", "000112 SPES FINTA", "000345 SPES FINTA"))
    names = ["Spes Finta", "000112 SPES FINTA", "000345 SPES FINTA"]
    assert [clubs.club_id(name) for name in names] == [
        "spes-finta",
        "spes-finta-000112",
        "spes-finta-000345",
    ]
    assert len(clubs.doubts) == 2


def test_a_code_links_names_that_have_a_word_in_common():
    names = ["000112 SPES FINTA", "000112 GINNASTICA SPES NESSUNDOVE"]
    assert len({*ids(*names)}) == 1


# Gymnasts and pages


@pytest.mark.parametrize(
    "other",
    [
        "Ottica Brillo Spes Finta",
        "Spes Finta - Pasta Quonda",
        "Spes",
        "Spes Finta Esempia",
    ],
)
def test_gymnasts_in_common_tell_one_club(other):
    assert len({*ids("Spes Finta", other, rows=rosters("Spes Finta", other))}) == 1


def test_a_slip_in_one_letter_needs_gymnasts():
    names = ["Aurora Esempia", "Aurora Esempja"]
    assert len({*ids(*names)}) == 2
    assert len({*ids(*names, rows=rosters(*names))}) == 1


def test_two_sponsors_of_a_club_link_through_its_own_name():
    names = ["Ottica Brillo Spes Finta", "Spes Finta Pasta Quonda", "Spes Finta"]
    assert ids(*names, rows=rosters(*names)) == ["spes-finta"] * 3


def test_a_sponsor_with_few_gymnasts_is_told_by_those_of_all_names_of_the_club():
    """One of hers is printed under the first name, the other under the second."""
    names = ["Spes Finta", "A.S.D. Spes Finta", "Spes Finta Pasta Quonda"]
    rows = [
        *rosters("Spes Finta", gymnasts=GYMNASTS[:1]),
        *(read("b", club=names[1], competitor=GYMNASTS[1]),),
        *(read("c", record=str(at), club=names[2], competitor=name)
          for at, name in enumerate(GYMNASTS[:2])),
    ]  # fmt: skip
    assert ids(*names, rows=rows) == ["spes-finta"] * 3


def test_gymnasts_alone_never_link():
    """One gymnast, two clubs in one week: the corps and her home club share all of its gymnasts."""
    names = ["Corpo Finto", "Spes Esempia"]
    clubs = linked(rosters(*names))
    assert clubs.club_id(names[0]) != clubs.club_id(names[1])
    assert len(clubs.doubts) == 1


def test_gymnasts_of_other_seasons_tell_nothing():
    before = rosters("Spes Finta", date="2020-03-06")
    after = [
        read("b", record=str(at), club="Spes Finta Brillo", competitor=name, date="2022-03-06")
        for at, name in enumerate(GYMNASTS)
    ]
    assert len({*ids("Spes Finta", "Spes Finta Brillo", rows=[*before, *after])}) == 2


def test_few_of_many_gymnasts_tell_nothing():
    """Three of ten moved from one club to another of like name."""
    rows = [
        read(
            doc, record=str(at), club=club, competitor=f"Prova {doc if at > 2 else ''} Numero{at}a"
        )
        for doc, club in (("a", "Spes Finta"), ("b", "Spes Finta Nuova"))
        for at in range(12)
    ]
    assert len({*ids("Spes Finta", "Spes Finta Nuova", rows=rows)}) == 2


def test_one_page_calls_a_club_by_one_name():
    names = ["A.S.D. Spes Finta", "Spes Finta"]
    rows = [read(record=str(at), club=name, competitor=f"Prova Numero{at}a")
            for at, name in enumerate(names)]  # fmt: skip
    assert len({*ids(*names, rows=rows)}) == 2


# Squads


def test_a_squad_alone_is_a_team_of_its_club():
    clubs = linked(printed("Spes Finta sq. B"))
    assert (clubs.club_id("Spes Finta sq. B"), clubs.names) == (
        "spes-finta",
        {"spes-finta": "Spes Finta"},
    )


def test_a_number_that_nothing_calls_a_squad_stays():
    assert ids("Spes Finta 3") == ["spes-finta-3"]


def meet_of(*rows) -> Meet:
    stage = staged(*((header(), each) for each in rows))
    decisions = Decisions()
    Clubs(stage, decisions)
    return resolve(stage.rows([1]), Identity(stage, decisions))


def test_two_squads_in_one_ranking_are_two_teams_of_one_club():
    meet = meet_of(
        team_total("1", "62.5", competitor="Società Finta 1", club="Società Finta 1"),
        team_mark("2", "32", team="Società Finta 1", club="Società Finta 1"),
        team_total("3", "60.5", competitor="Società Finta 2", club="Società Finta 2", rank="2"),
    )
    teams = sorted((team.name, team.club_id, len(team.members)) for team in meet.teams.values())
    assert teams == [
        ("Società Finta 1", "societa-finta", 1),
        ("Società Finta 2", "societa-finta", 0),
    ]


def test_a_team_under_two_names_of_its_club_is_one():
    other = {"competitor": "A.S.D. Società Finta", "club": "A.S.D. Società Finta"}
    meet = meet_of(
        team_total("1", "62.5"),
        row("b", record="1", kind="team", competitor_kind="team", points="62.5", rank="1", **other),
    )
    assert len(meet.teams) == 1


def test_namesakes_in_two_squads_of_one_ranking_stay_two():
    rows = [
        mark("1", "30", club="Società Finta 1"),
        mark("2", "31", club="Società Finta 2"),
        mark("3", "32", club="Società Finta 2", kind="apparatus"),
    ]
    stage = staged(*((header(), each) for each in rows))
    Clubs(stage, Decisions())
    identity = Identity(stage, Decisions())
    one, two, three = (identity.athlete_id(each) for each in stage.rows([1]))
    assert one != two == three


# Decisions


def test_a_decision_wins_over_what_the_names_say():
    same = decided(finta=["Spes Finta", "Aurora Esempia"])
    assert ids("Spes Finta", "Aurora Esempia", decisions=same) == ["finta"] * 2
    different = decided(uno=["Spes Finta"], due=["A.S.D. Spes Finta"])
    assert ids("Spes Finta", "A.S.D. Spes Finta", decisions=different) == ["uno", "due"]


def test_other_names_link_to_a_club_that_was_decided():
    decisions = decided(finta=["Spes Finta", "Aurora Esempia"])
    rows = printed("A.S.D. Aurora Esempia", "Aurora Esempia", decisions=decisions)
    clubs = linked(rows, decisions)
    assert clubs.club_id("A.S.D. Aurora Esempia") == "finta"
    assert clubs.redirects["a-s-d-aurora-esempia"] == "finta"


def test_a_squad_of_a_club_that_was_decided():
    decisions = decided(finta=["Spes Finta", "Aurora Esempia"])
    rows = printed("Aurora Esempia", "Aurora Esempia 2", decisions=decisions)
    clubs = linked(rows, decisions)
    assert clubs.members["aurora-esempia-2"] == ("finta", "2")


def test_a_name_like_the_id_of_another_club_is_not_that_club():
    decisions = decided(finta=["Spes Esempia"])
    one, two = ids("Finta", "Spes Esempia", decisions=decisions)
    assert (one != two, two) == (True, "finta")


@pytest.mark.parametrize(
    ("clubs", "line"),
    [
        (
            {"uno": ["Spes Finta"], "due": ["Aurora Esempia"]},
            "clubs.csv: due and uno are two clubs with one code: 000112",
        ),
        (
            {"uno": ["Spes Finta", "Aurora Esempia", "Terza Ignota"]},
            "clubs.csv: uno is one club with 2 codes: 000112, 000345",
        ),
    ],
)
def test_a_decision_that_the_codes_contradict_is_loud(clubs, line):
    decisions = decided(**clubs)
    names = ["000112 SPES FINTA", "000112 AURORA ESEMPIA", "000345 Terza Ignota"]
    linked(printed(*names, decisions=decisions), decisions)
    assert decisions.unused() == [line]


# Ids, names, redirects


def test_the_order_of_documents_changes_nothing():
    names = ["A.S.D. Spes Finta", "Spes Finta", "Spes Finta Ottica Brillo"]
    codes = printed("", "", "", "000345 Aurora Finta", "000678 Aurora Finta", "Aurora Finta 2")
    rows = [*rosters(*names), *codes[3:]]
    by_document = [list(group) for _, group in itertools.groupby(rows, _document_id)]
    first, *others = [
        linked([row for document in order for row in document])
        for order in itertools.permutations(by_document)
    ]
    assert len(first.names) == 3 + 1
    for clubs in others:
        assert _content(clubs) == _content(first)


def _document_id(pair):
    return pair[1].document_id


def _content(clubs):
    return clubs.names, clubs.redirects, clubs.links, clubs.doubts


def test_other_names_redirect_and_a_link_says_why():
    clubs = linked(printed("Spes Finta", "A.S.D. Spes Finta"))
    assert clubs.redirects == {"a-s-d-spes-finta": "spes-finta"}
    (link,) = clubs.links
    assert (link.club_id, link.name, link.other_name, link.bits, link.reasons) == (
        "spes-finta", "A.S.D. Spes Finta", "Spes Finta", 6.0,
        "stesso nome senza forma giuridica +6.0",
    )  # fmt: skip


def test_the_name_shown_is_neither_capitals_nor_a_squad():
    names = ["000112 SPES FINTA", "Spes Finta 2", "Spes Finta", "A.S.D. Spes Finta"]
    assert linked(printed(*names)).names == {"spes-finta": "Spes Finta"}


def test_a_gymnast_under_two_names_of_her_club_is_one_with_less_evidence():
    """The club is evidence of identity, so it is known before."""
    rows = [read("a", club="Spes Finta"), read("b", club="A.S.D. Spes Finta")]
    stage = staged(*rows)
    Clubs(stage, Decisions())
    identity = Identity(stage, Decisions())
    assert len(identity.nodes) == 1


def test_a_club_beside_another_is_linked_too():
    rows = [read("a", club="Corpo Finto / A.S.D. Spes Finta"), read("b", club="Spes Finta")]
    assert linked(rows).club_id("A.S.D. Spes Finta") == "spes-finta"


def test_a_row_names_its_clubs():
    one = read(club="Corpo Finto / Spes Finta", team="Aurora Esempia")[1]
    assert [name for _, name in one.clubs] == ["Corpo Finto", "Spes Finta", "Aurora Esempia"]
    assert raw().club == "Società Finta"
