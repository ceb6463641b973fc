"""How much of each gymnast is shown: the form of her newest season, by age, category and level.

The rules are lines of decisions/visibility.csv, then those of ingest/curated/visibility.csv; the first that
fits her counts, in all her rows. Her age is the lowest that her documents leave: by her year of birth, by the
ages of her categories, by how long she has been competing. Who may be of any age counts as a minor.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.ages import MINOR, ages_of
from ingest.decisions import DecisionError, Decisions
from ingest.evidence import born_between
from ingest.identity import Identity, Node
from ingest.join import Competition
from ingest.stage import Stage
from ingest.text import fold
from ingest.vocabulary import curated

# From what shows the most on. Erased is what the private file asks for, and no tier.
OPEN, NOT_INDEXED, INITIALS, HIDDEN, ERASED = FORMS = (
    "open", "not indexed", "initials", "hidden", "erased",
)  # fmt: skip
MASKED, REMOVED = FORMS[2:], FORMS[3:]
YOUNGEST = 6  # years at a first competition
INTERNATIONAL = "internazionale"  # the level at which the squads of a category are all of its age
BAND = re.compile(r"(\d{0,2})-(\d{0,2})")
NEVER = 9999
MENTIONS = """
select name_key, nation, birth_year, club_id, licence, carved, header_id, category, squad_category,
       cast(substr(min(date), 1, 4) as integer), cast(substr(max(date), 1, 4) as integer)
from mention
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


class Rule(NamedTuple):
    """Whom a line is about, and what is shown of her; ages None, category and level "" stand for any."""

    ages: tuple[int, int] | None
    category: str
    level: str
    form: str
    line: dict[str, str]


@dataclass(slots=True)
class Standing:
    """What the documents say of a gymnast: her newest season, what she did in it, her ages."""

    season: int = 0
    categories: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    seen: list[tuple[str, int, int]] = field(default_factory=list)  # category, first and last year
    birth_year: int = 0

    @property
    def age(self) -> int | None:
        """The lowest age she may have at the end of her newest season; None where nothing tells."""
        years = [first for _, first, _ in self.seen if first < NEVER]
        born = born_between(self.seen)
        latest = [born[1]] if born else []
        latest += [min(years) - YOUNGEST] if years else []
        if not self.season or not (latest or self.birth_year):
            return None
        return self.season - (self.birth_year or min(latest))


def strictest(*forms: str) -> str:
    """The form that shows the least."""
    return max(forms, key=FORMS.index)


def read_rules(decisions: Decisions) -> list[Rule]:
    """The operator's lines, then those that hold for everyone. Raises DecisionError for what is no rule."""
    return [_read_rule(line) for line in [*decisions.visibility, *curated("visibility")]]


def _read_rule(line: dict[str, str]) -> Rule:
    said = f"visibility.csv: {','.join(line.values())}"
    band = BAND.fullmatch(line["ages"])
    if line["ages"] and not band:
        raise DecisionError(f"{said}: ages {line['ages']!r} are not like 8-13, -13 or 16-")
    if line["form"] not in FORMS[:-1]:
        raise DecisionError(f"{said}: {line['form']!r} is none of {', '.join(FORMS[:-1])}")
    levels = {row["level"] for row in curated("series")}
    if line["level"] and line["level"] not in levels:
        raise DecisionError(f"{said}: {line['level']!r} is none of {', '.join(sorted(levels))}")
    ages = (int(band[1] or 0), int(band[2] or 99)) if band else None
    return Rule(ages, fold(line["category"]), line["level"], line["form"], line)


def form_of(standing: Standing, rules: Iterable[Rule]) -> str:
    """What the first rule that fits says; not indexed where none does."""
    return next((rule.form for rule in rules if _fits(rule, standing)), NOT_INDEXED)


def _fits(rule: Rule, standing: Standing) -> bool:
    if rule.ages:
        low, high = rule.ages
        age = standing.age
        if not (low <= age <= high if age is not None else low == 0 and high >= MINOR):
            return False
    if rule.level and rule.level not in standing.levels:
        return False
    return not rule.category or any(
        _is_category(rule.category, category) for category in standing.categories
    )


def _is_category(asked: str, category: str) -> bool:
    """Whether a category is one that a rule names: "Allieve" is "Allieve I fascia" and "LC A2" too."""
    if {*asked.split()} <= {*fold(category).split()}:
        return True
    ages, others = ages_of(asked), ages_of(category)
    if " " in asked or not ages or not others:
        return False
    return ages[0] <= others[0] and others[1] <= ages[1]


def visibility(
    stage: Stage, identity: Identity, competitions: Iterable[Competition], rules: list[Rule]
) -> dict[str, str]:
    """The form of each gymnast who is named, by athlete_id."""
    standings = _standings(stage, identity, competitions)
    return {athlete_id: form_of(one, rules) for athlete_id, one in standings.items()}


def _standings(
    stage: Stage, identity: Identity, competitions: Iterable[Competition]
) -> Mapping[str, Standing]:
    held = {key: one for one in competitions for key, _ in one.headers}
    standings: dict[str, Standing] = {}
    for *columns, header_id, category, squad_category, first, last in stage.connection.execute(
        MENTIONS
    ):
        node, competition = Node(*columns), held.get(header_id)
        if competition is None:  # no row of the header is left: newer versions replaced them
            continue
        series = competition.series
        if series.level == INTERNATIONAL:
            category = category or squad_category
        standing = standings.setdefault(identity.athlete_ids[node], Standing())
        standing.birth_year = max(standing.birth_year, node.birth_year or 0)
        standing.seen.append((category, first, last))
        season = _season(competition)
        if season > standing.season:
            standing.season, standing.categories, standing.levels = season, set(), set()
        if season == standing.season:
            standing.categories |= {category} if category else {squad_category, series.name}
            standing.levels.add(series.level)
    return standings


def _season(competition: Competition) -> int:
    """The year of the season; 0 where not known."""
    text = competition.longest("season")[:4] or competition.dates[0][:4]
    return int(text) if text.isdecimal() else competition.year or 0
