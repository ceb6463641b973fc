"""Competitions of teams (with loans and special points) and of groups."""

from dataclasses import dataclass, field
from datetime import date

from bench.events import DIVISIONS, GROUP_CATEGORIES, GROUPS, TEAM_APPARATUS, Event
from bench.meets import make_heading
from bench.people import Athlete, Club, Population, add_athlete
from bench.scores import Mark, make_mark, place_of, print_points
from bench.sheet import Sheet, add_line, add_mark, add_total, club_on, print_squad

ROSTER = 4
GROUP_SIZE = 5
GROUP_AGES = (
    (range(8, 13), "A5"),
    (range(12, 16), "J2"),
    (range(15, 40), "S1"),
)  # by GROUP_CATEGORIES
LOAN_SHARE = 0.3
SPECIAL_POINTS = (30, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7)


@dataclass(slots=True)
class League:
    """The teams of a season's divisions, their special points, and who competed on a day."""

    year: int = 0
    day: date | None = None
    taken: set[int] = field(default_factory=set)
    teams: dict[str, list[Club]] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)


def begin_league(population: Population, league: League, year: int) -> None:
    """Draw the clubs of every division, each in one division only."""
    clubs = [club for region in population.clubs for club in region]
    drawn = population.random.sample(clubs, min(len(clubs), sum(DIVISIONS.values())))
    league.year, league.points = year, {}
    for division, size in DIVISIONS.items():
        league.teams[division], drawn = drawn[:size], drawn[size:]


def print_series(population: Population, event: Event, sheet: Sheet, league: League) -> None:
    """A stage of Serie A or B: team totals, the routines they are made of, then special points."""
    if league.year != event.year:
        begin_league(population, league, event.year)
    if league.day != event.day:
        league.day, league.taken = event.day, set()
    clubs = league.teams[event.division]
    teams = [make_team(population, club, event.year, league.taken) for club in clubs]
    teams.sort(key=total_of, reverse=True)
    totals = sorted(map(total_of, teams))
    heading = make_heading(sheet, f"Serie {event.division}", "team", "", len(teams))
    for team in teams:
        place = place_of(total_of(team), totals)
        print_team(sheet, heading, team, place)
        code = team[0].code
        league.points[code] = league.points.get(code, 0) + SPECIAL_POINTS[int(place) - 1]
    if event.is_last_stage:
        print_special_points(sheet, event, league)


Team = tuple[Club, list[tuple[Athlete, Mark]]]


def total_of(team: Team) -> int:
    return sum(mark.points for _, mark in team[1])


def make_team(population: Population, club: Club, year: int, taken: set[int]) -> Team:
    random = population.random
    roster = make_roster(population, club, year, taken)
    taken.update(athlete.person for athlete in roster)
    routines = []
    for at, apparatus in enumerate(TEAM_APPARATUS):
        athlete = roster[at % len(roster)]
        age = year - athlete.birth_year
        routines.append((athlete, make_mark(random, "gold", apparatus, year, athlete.skill, age)))
    return club, routines


def make_roster(population: Population, club: Club, year: int, taken: set[int]) -> list[Athlete]:
    """The best of the club who are not lent; some clubs borrow one from another of the region."""
    random = population.random
    gold = [
        each
        for each in population.active.get(("gold", club.region), [])
        if year - each.birth_year > 12 and each.person not in taken
    ]
    gold.sort(key=lambda athlete: (-athlete.skill, athlete.person))
    others = [each for each in gold if each.club is not club]
    roster = [each for each in gold if each.club is club][:ROSTER]
    while len(roster) < ROSTER:
        roster.append(add_athlete(population, "gold", "J2", year, club.region))
        roster[-1].club = club
    if others and random.random() < LOAN_SHARE:
        roster[-1] = random.choice(others)
    return roster


def print_team(sheet: Sheet, heading: dict[str, str], team: Team, place: str) -> None:
    club, routines = team
    name = club_on(sheet, club)
    line = add_line(sheet) | heading
    line |= {"competitor_kind": "team", "competitor": name, "club": name}
    add_total(sheet, line, print_points(total_of(team), sheet.comma), place)
    for athlete, mark in routines:
        line = add_line(sheet, athlete) | heading | {"team": name}
        add_mark(sheet, line, mark, "", is_loan="0" if athlete.club is club else "1")


def print_special_points(sheet: Sheet, event: Event, league: League) -> None:
    """The standing after the last stage: whole points, ties take the same place."""
    clubs = sorted(league.teams[event.division], key=lambda club: -league.points[club.code])
    points = sorted(league.points[club.code] for club in clubs)
    category = f"Serie {event.division}"
    heading = make_heading(sheet, category, "special points", "standing", len(clubs))
    for club in clubs:
        name = club_on(sheet, club)
        line = add_line(sheet) | heading
        line |= {"competitor_kind": "team", "competitor": name, "club": name}
        total = league.points[club.code]
        add_total(sheet, line, str(total), place_of(total, points))


def print_groups(population: Population, event: Event, sheet: Sheet) -> None:
    """Groups with the apparatus of their own; the squad is printed beside the club."""
    for at, (category, apparatus) in enumerate(GROUP_CATEGORIES.items()):
        groups = []
        for club in draw_clubs(population):
            skill = population.random.gauss(0.5, 1.0)
            marks = [
                make_mark(population.random, "gold", each, event.year, skill, 11 + 3 * at)
                for each in apparatus
            ]
            groups.append((club, marks, draw_squad(population, club, event.year, at)))
        print_group_ranking(sheet, category, groups)


Group = tuple[Club, list[Mark], list[Athlete]]


def draw_clubs(population: Population) -> list[Club]:
    clubs = [club for region in population.clubs for club in region]
    return population.random.sample(clubs, GROUPS)


def draw_squad(population: Population, club: Club, year: int, at: int) -> list[Athlete]:
    """Five of the club's Gold gymnasts of the ages of a category; where they are fewer, some begin."""
    ages, beginners = GROUP_AGES[at]
    fitting = [
        each
        for each in population.active.get(("gold", club.region), [])
        if each.club is club and year - each.birth_year in ages
    ]
    while len(fitting) < GROUP_SIZE:
        fitting.append(add_athlete(population, "gold", beginners, year, club.region))
        fitting[-1].club = club
    return population.random.sample(fitting, GROUP_SIZE)


def print_group_ranking(sheet: Sheet, category: str, groups: list[Group]) -> None:
    totals = sorted(sum(mark.points for mark in marks) for _, marks, _ in groups)
    heading = make_heading(sheet, category, "group", "", len(groups))
    groups.sort(key=lambda group: -sum(mark.points for mark in group[1]))
    for club, marks, squad in groups:
        name = club_on(sheet, club)
        line = add_line(sheet) | heading
        line |= {"competitor_kind": "group", "competitor": name, "club": name}
        line |= {"squad": print_squad(sheet, squad)}
        total = sum(mark.points for mark in marks)
        place = place_of(total, totals)
        if len(marks) > 1:
            add_total(sheet, line, print_points(total, sheet.comma), place)
        for mark in marks:
            add_mark(sheet, line, mark, place if len(marks) == 1 else "")
