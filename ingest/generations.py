"""Namesakes of one club whom only their ages tell apart: an allieva of today is not the one of ten years ago.

Categories are taken as the federation draws them, with years to spare: gymnasts compete above their age. What
tells no age, a line of Serie C, a squad, is of the generation that is seen in the nearest year.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from ingest.evidence import born_between
from ingest.stage import Stage

# Years between what two categories say of a birth: of fewer, one is misprinted or above her age.
APART = 5
CATEGORIES = """
select name_key, nation, club_id, licence, category, cast(substr(date, 1, 4) as integer)
from mention
where birth_year is null and carved = '' and date < '9999'
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4
"""
CARVE = """
update mention set carved = ?
where birth_year is null and carved = '' and name_key = ? and nation = ? and club_id = ? and licence = ?
    and category = ? and date like ?
"""
Seen = tuple[str, int]  # category, year


def carve_generations(stage: Stage) -> None:
    """Part the mentions of one form whose categories are of two generations."""
    rows = stage.connection.execute(CATEGORIES)
    carved = [
        (f"nata {born}", *form, category, f"{year}%")
        for form, group in groupby(rows, key=lambda row: row[:4])
        for born, seen in _younger(row[4:] for row in group)
        for category, year in seen
    ]
    stage.connection.executemany(CARVE, carved)


def _younger(seen: Iterable[Seen]) -> Iterator[tuple[int, list[Seen]]]:
    """The generations after the oldest, each with the year from which they may be born."""
    generations: list[
        tuple[int, int, list[Seen]]
    ] = []  # born from, until at the latest, what was seen
    births = [(born_between([(category, year, year)]), (category, year)) for category, year in seen]
    known = [(born[::-1], one) for born, one in births if born]
    for (until, start), one in sorted(known):
        if generations and start - generations[-1][1] < APART:
            generations[-1][2].append(one)
        else:
            generations.append((start, until, [one]))
    years = [{year for _, year in members} for _, _, members in generations]
    for born, (category, year) in births if len(generations) > 1 else ():
        if not born:
            gaps = [min(abs(year - other) for other in each) for each in years]
            generations[gaps.index(min(gaps))][2].append((category, year))
    yield from ((start, members) for start, _, members in generations[1:])
