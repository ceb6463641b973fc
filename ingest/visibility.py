"""How much of each gymnast is shown: the form of her newest season, by age, category and level.

The rules are lines of decisions/visibility.csv, then those of ingest/curated/visibility.csv; the first that
fits her counts, in all her rows. Her age is a span: what printed years of birth, the ages of her categories
and how long she has been competing leave. Of the forms that the rules give to these ages the strictest
counts, so that who may be a minor is shown as one.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ingest.ages import OLDEST, ages_of
from ingest.decisions import DecisionError, Decisions
from ingest.identity import Identity, Node
from ingest.join import Competition
from ingest.meet import Meet
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
# Events under whose title juniors compete too: that no category is printed tells no age there.
WITH_JUNIORS = frozenset({"europei", "grand-prix"})
BAND = re.compile(r"(?=.*\d)(\d{0,2})-(\d{0,2})", re.ASCII)
ANY_AGE = (0, OLDEST)
NEVER = 9999
MENTIONS = """
select name_key, nation, birth_year, club_id, licence, carved, header_id, category, squad_category,
       cast(substr(min(date), 1, 4) as integer),
       cast(substr(max(iif(date < '9999', date, '')), 1, 4) as integer)
from mention
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


@dataclass(slots=True)
class Rule:
    """Whom a line is about, and what is shown of her; category and level "" stand for any. has_fitted:
    whether it is about anybody of the archive.
    """

    ages: tuple[int, int]
    category: str
    level: str
    form: str
    line: dict[str, str]
    is_curated: bool = False
    has_fitted: bool = False


@dataclass(slots=True)
class Standing:
    """What the documents say of a gymnast: her newest season, what she did in it, what tells her age.

    seen  category, first and last year in which she is printed in it
    """

    season: int = 0
    categories: set[str] = field(default_factory=set)
    levels: set[str] = field(default_factory=set)
    seen: list[tuple[str, int, int]] = field(default_factory=list)
    birth_years: set[int] = field(default_factory=set)

    @property
    def ages(self) -> tuple[int, int]:
        """The lowest and the highest age that she may reach in her newest season. Of what cannot all be true
        each is possible; a year of birth that nobody can have makes any age possible.
        """
        earliest, latest = self.season - OLDEST, self.season - 1
        if not self.season or any(not earliest <= year <= latest for year in self.birth_years):
            return ANY_AGE
        started = min((first for _, first, _ in self.seen), default=self.season)
        born, until = _common([*self._told(), (earliest, started - YOUNGEST)])
        low, high = max(self.season - until, 0), min(self.season - born, OLDEST)
        return (low, high) if low <= high else ANY_AGE

    def _told(self) -> list[tuple[int, int]]:
        """The years of birth that categories and printed years leave."""
        told = [(min(self.birth_years), max(self.birth_years))] if self.birth_years else []
        for category, first, last in self.seen:
            if ages := ages_of(category):
                told.append((last - ages[1], first - ages[0]))
        return [_common(told)] if told else []

    def see(
        self, competition: Competition, category: str, squad_category: str, years: tuple[int, int],
        birth_year: int | None,
    ) -> None:  # fmt: skip
        """Note where she is printed, alone or as one of a squad; years are the first and the last, NEVER
        where no date is known.
        """
        series, season = competition.series, _season(competition)
        if series.level == INTERNATIONAL:
            category = category or squad_category
        if series.series_id in WITH_JUNIORS and category == series.default_category:
            category = ""
        if birth_year:
            self.birth_years.add(birth_year)
        if years[0] < NEVER or season:
            self.seen.append((category, *(years if years[0] < NEVER else (season, season))))
        if season > self.season:
            self.season, self.categories, self.levels = season, set(), set()
        if season == self.season:
            self.categories |= {category} if category else {squad_category, series.name}
            self.levels |= {series.level} if series.sector else set()  # of one that is known


def _common(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """What spans have in common; where they contradict one another, from the lowest to the highest."""
    low, high = max(start for start, _ in spans), min(end for _, end in spans)
    if low <= high:
        return low, high
    return min(start for start, _ in spans), max(end for _, end in spans)


def strictest(*forms: str) -> str:
    """The form that shows the least."""
    return max(forms, key=FORMS.index)


def read_rules(decisions: Decisions) -> list[Rule]:
    """The operator's lines, then those that hold for everyone. Raises DecisionError for what is no rule."""
    own = [_read_rule(line) for line in decisions.visibility]
    return own + [replace(_read_rule(line), is_curated=True) for line in curated("visibility")]


def _read_rule(line: dict[str, str]) -> Rule:
    said = f"visibility.csv: {','.join(line.values())}"
    band = BAND.fullmatch(line["ages"])
    if line["ages"] and not band:
        raise DecisionError(f"{said}: ages {line['ages']!r} are not like 8-13, -13 or 16-")
    ages = (int(band[1] or 0), int(band[2] or OLDEST)) if band else ANY_AGE
    if ages[0] > ages[1]:
        raise DecisionError(f"{said}: ages {line['ages']!r} are upside down")
    if line["form"] not in FORMS[:-1]:
        raise DecisionError(f"{said}: {line['form']!r} is none of {', '.join(FORMS[:-1])}")
    levels = {row["level"] for row in curated("series")}
    if line["level"] and line["level"] not in levels:
        raise DecisionError(f"{said}: {line['level']!r} is none of {', '.join(sorted(levels))}")
    category = fold(line["category"])
    if line["category"] and not category:
        raise DecisionError(f"{said}: category {line['category']!r} has neither letter nor digit")
    return Rule(ages, category, line["level"], line["form"], line)


def hash_rules(rules: Iterable[Rule]) -> str:
    """The same for the same rules in the same order, whatever their reasons."""
    lines = [[*rule.line.values()][:4] for rule in rules]
    return hashlib.sha256(repr(lines).encode()).hexdigest()


def idle_rules(rules: Iterable[Rule]) -> list[str]:
    """One line for each rule of the operator that is about nobody: a slip, or nobody is there yet."""
    return [
        f"visibility.csv: {','.join([*rule.line.values()][:4])}: fits nobody"
        for rule in rules
        if not rule.is_curated and not rule.has_fitted
    ]


def form_of(standing: Standing, rules: Iterable[Rule]) -> str:
    """The strictest of what the first rule that fits says of each age she may be of; not indexed where none
    does.
    """
    low, high = standing.ages
    fitting = [
        rule
        for rule in rules
        if rule.ages[0] <= high and low <= rule.ages[1] and _fits(rule, standing)
    ]
    for rule in fitting:
        rule.has_fitted = True
    return strictest(*(_form_at(age, fitting) for age in range(low, high + 1)))


def _form_at(age: int, rules: Iterable[Rule]) -> str:
    return next((rule.form for rule in rules if rule.ages[0] <= age <= rule.ages[1]), NOT_INDEXED)


def _fits(rule: Rule, standing: Standing) -> bool:
    """Whether category and level of her newest season are those of a rule."""
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
    # "Cadette" are as old as their federation says.
    if " " in asked or not others or not ages or not ages[0]:
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
        standing = standings.setdefault(identity.athlete_ids[node], Standing())
        standing.see(competition, category, squad_category, (first, last), node.birth_year)
    return standings


def initials_forms(meet: Meet, competition: Competition, rules: list[Rule]) -> dict[str, str]:
    """The form of who is printed as initials in a competition, by athlete_id: no more is known of her."""
    forms = {}
    for athlete_id, rows in meet.unnamed.items():
        standing = Standing()
        for row in rows:
            year = int(row.date[:4] or NEVER)
            standing.see(competition, row.category, "", (year, year), row.birth_year)
        forms[athlete_id] = form_of(standing, rules)
    return forms


def _season(competition: Competition) -> int:
    """The year of the season; 0 where not known."""
    text = competition.longest("season")[:4] or competition.dates[0][:4]
    return int(text) if text.isdecimal() else competition.year or 0
