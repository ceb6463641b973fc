"""The invented gymnasts and groups of one synthetic result sheet, with scores in thousandths."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from bench.names import make_family_name, make_given_name, make_town
from bench.pdf_spec import Plan, Spec, apparatus_of, number_style, parts_of

STEP = 50
SQUADS = ("team", "group", "special points")  # kinds whose competitors are named by their club
PENALTIES = (0, 0, 0, 0, 0, 0, 50, 300, 300, 600)
NATIONS = ("ITA", "BUL", "FRA", "GER", "ESP", "POL", "UKR", "ISR", "HUN", "SLO", "GRE", "CZE")
CLUBS = {
    "it": (
        "Ginnastica {}",
        "A.S.D. Ritmica {}",
        "Società Finta {}",
        "Polisportiva Inventata {}",
        "{} '79",
        "S.G. Nessuna {}",
    ),
    "en": ("{} Rhythmic", "Invented Gym Club {}", "City of {}", "{} Academy (the)"),
    "fr": ("Gym {}", "Étoile Inventée de {}", "A.S. {}", "Union Fictive {}"),
    "de": ("TSV {}", "SV Erfunden 1860 {}", "Turnverein {} e.V.", "TG {}"),
    "es": ("Club Rítmica {}", "C.G. Inventado {}", "Gimnasia {}", "Escuela Ficticia {}"),
    "pl": ("KS Fikcja {}", "MKS {}", 'UKS "Nikt" {}', "AZS {}"),
}
# Names that a reader may cut in the wrong place; nobody has them.
SPECIAL_NAMES = (
    ("D'Inventata", "Zoè"),
    ("De Finta Prova", "Maria Sole"),
    ("Nessuna-Prova", "Anna Chiara"),
    ("Fintò", "Lucìa"),
    ("Mc Finta", "Noëlle"),
    ("Dell'Immaginaria", "Bea"),
    ("Prova", "Prova Maria"),
    ("Inventata di Nessuno", "Ève"),
)


@dataclass(slots=True)
class Routine:
    parts: dict[str, int]
    is_missing: bool = False

    @property
    def points(self) -> int:
        if self.is_missing:
            return 0
        return sum(-value if code == "PEN" else value for code, value in self.parts.items())


@dataclass(slots=True)
class Competitor:
    """A gymnast, a team or a group. `state` is the entry of the plan that takes her out of the order."""

    family_name: str
    given_name: str
    club: str
    nation: str
    birth_year: int
    bib: int
    licence: int
    routines: dict[str, Routine] = field(default_factory=dict)
    members: list["Competitor"] = field(default_factory=list)
    state: dict[str, str] = field(default_factory=dict)
    special: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        if self.special:
            return sum(self.special) * 1000
        return sum(routine.points for routine in self.routines.values())


def make_field(random: Random, spec: Spec, plan: Plan) -> list[Competitor]:
    """Competitors in the order in which the sheet prints them."""
    clubs = make_clubs(random, spec, max(3, plan.athletes // 2 + 1))
    if plan.kind in SQUADS:
        clubs = [name for club in clubs for name in (club, f"{club} B")]
    people: dict[tuple[str, str], Competitor] = {}
    while len(people) < plan.athletes:
        person = make_person(random, spec, plan, clubs, len(people))
        people.setdefault((person.family_name, person.given_name), person)
    competitors = list(people.values())
    for competitor in competitors:
        perform(random, spec, plan, competitor)
        if plan.kind in SQUADS:
            add_members(random, competitor, 5 if plan.kind == "group" else 3)
    return place(random, spec, plan, competitors)


def make_clubs(random: Random, spec: Spec, count: int) -> list[str]:
    forms = CLUBS[spec.language]
    names = [forms[at % len(forms)].format(make_town(random)) for at in range(count)]
    if spec.clubs == "capitals":
        return [name.upper() for name in names]
    if spec.clubs == "coded":
        return [f"{990000 + random.randrange(9999):06d} {name.upper()}" for name in names]
    if spec.clubs == "long":
        return [f"Associazione Sportiva Dilettantistica {name}" for name in names]
    return names


def make_person(random: Random, spec: Spec, plan: Plan, clubs: list[str], at: int) -> Competitor:
    family_name, given_name = make_family_name(random), make_given_name(random)
    if spec.special_names and at < len(SPECIAL_NAMES):
        family_name, given_name = SPECIAL_NAMES[at]
    return Competitor(
        family_name=family_name,
        given_name=given_name,
        club=clubs.pop(0) if plan.kind in SQUADS else random.choice(clubs),
        nation=random.choice(NATIONS),
        birth_year=int(spec.date[:4]) - random.randrange(9, 19),
        bib=101 + 3 * at + random.randrange(3),
        licence=random.randrange(200_000, 999_999),
    )


def perform(random: Random, spec: Spec, plan: Plan, competitor: Competitor) -> None:
    """Let her, or each of a team in turn, show the apparatus of the table."""
    apparatus = apparatus_of(spec, plan)
    if plan.kind == "special points":
        competitor.special = [random.choice((30, 27, 25, 23, 21, 19, 17, 15)) for _ in apparatus]
        return
    parts = parts_of(spec, plan)
    for word in apparatus:
        competitor.routines[word] = make_routine(random, spec, parts)


def add_members(random: Random, team: Competitor, count: int) -> None:
    """Gymnasts of the team's club; in a team they show its apparatus in turn."""
    words = list(team.routines)
    for at in range(count):
        member = Competitor(
            family_name=make_family_name(random),
            given_name=make_given_name(random),
            club=team.club,
            nation=team.nation,
            birth_year=team.birth_year - random.randrange(3),
            bib=team.bib * 10 + at,
            licence=random.randrange(200_000, 999_999),
        )
        member.routines = {word: team.routines[word] for word in words[at::count]}
        team.members.append(member)


def make_routine(random: Random, spec: Spec, parts: Sequence[str]) -> Routine:
    """A routine in the parts that the sheet prints; where it prints none, DB, DA, A and E."""
    two_parts = bool(parts) and "A" not in parts
    values = {
        "DB": random.randrange(12, 95) * 100,
        "DA": random.randrange(8, 80) * 100,
        "A": random.randrange(110, 172) * STEP,
        "E": random.randrange(90, 168) * STEP,
        "PEN": random.choice([value for value in PENALTIES if not value % unit_of(spec, "PEN")]),
    }
    if spec.thirds:
        values["E"] = random.choice((0, 33, 66)) + random.randrange(50, 85) * 100
    if two_parts:
        del values["A"]
    if "DB" not in parts and "D" in parts:
        values = {"D": values.pop("DB") + values.pop("DA"), **values}
    if parts and "PEN" not in parts:
        values["PEN"] = 0
    return Routine(values)


def unit_of(spec: Spec, column: str) -> int:
    """The smallest value, in thousandths, that the column can print."""
    return int(10 ** (3 - int(number_style(spec, column)[1:])))


def place(
    random: Random, spec: Spec, plan: Plan, competitors: list[Competitor]
) -> list[Competitor]:
    """Order by total, make ties, and take some out of the order as the plan says."""
    competitors.sort(key=lambda each: -each.total)
    states = spec.status if plan.status is None else plan.status
    chosen = random.sample(competitors[len(competitors) // 2 :], len(states))
    for state, competitor in zip(states, chosen, strict=True):
        competitor.state = state
        withdraw(competitor)
    for at in range(1, 2 * spec.ties, 2):
        tie(competitors[at], competitors[at + 1])
    for competitor in competitors[-1 - spec.zeros : -1]:
        random.choice(list(competitor.routines.values())).is_missing = True
    return sorted(competitors, key=lambda each: (is_last(each), -each.total))


def withdraw(competitor: Competitor) -> None:
    """Who did not start has no routine, who did not finish only the first of several."""
    routines = list(competitor.routines.values())
    if competitor.state["status"] == "out of ranking":
        return
    keep = int(competitor.state["status"] != "DNS" and len(routines) > 1)
    for routine in routines[keep:]:
        routine.is_missing = True


def is_absent(competitor: Competitor) -> bool:
    return competitor.state.get("status", "") not in ("", "out of ranking")


def is_last(competitor: Competitor) -> bool:
    return is_absent(competitor) or competitor.state.get("order") == "last"


def tie(first: Competitor, second: Competitor) -> None:
    """Give the second the points of the first, on every apparatus, with other parts."""
    second.special = list(first.special)
    for word, routine in first.routines.items():
        parts = dict(routine.parts)
        if "A" in parts:
            parts["A"], parts["E"] = parts["A"] + STEP, parts["E"] - STEP
        second.routines[word] = Routine(parts)


def place_numbers(totals: Sequence[int]) -> list[int]:
    """Places in the common way, 1 2 2 4, of totals in falling order."""
    return [1 + sum(other > total for other in totals) for total in totals]
