"""Scoreholder, one public event as its site answers (JSON), in the schemas of 2022 and 2023.

Offers: artistic gymnastics (WAG, MAG), New Zealand in the documents read: every score with D, E and
neutral deductions, totals, places per category and division, teams. A round is a category on one day.
Known quirks:
- 2022 says `didNotStart` where 2023 says `type`: NORMAL, DNS, ZERO. The last revision of a score counts
  (the public file holds no other); where earlier ones are there and differ, the note says so.
- A score counts in the all-around, in the ranking of its apparatus and for a team: three rankings, one
  routine. With two vaults the ranking prints their mean or the better one: a row of its own, `attempt` "".
- A round says which rankings take place (`isOccuring`). The all-around of a round that holds none is
  left out, though the file computes it; so are team results that are not public (`hasPublicResults`).
- A category that comes back in a later round (apparatus finals on the second day) has the name of the
  round behind it; her later routines on the same apparatus are attempt 2, 3 ...
- A competitor of a round without any mark, and a team without any, give no row.
- A licence number only tells gymnasts apart. Left out: tags (they repeat it), users, passcodes, addresses,
  single marks of judges (compared with the mark for execution: a difference is a note), places of a team on
  one apparatus and of a gymnast among team members, sessions, result tags.
- Never seen, so refused: rhythmic events, ensembles, several places beside one mark, and the schema
  with `performanceScores` that the site answers since 2025 or 2026.
The file lies behind the page of an event (/events/<id>, answered by /api/events/<id>): an editor saves
and adds it. Nothing lists the events, so nothing is discovered: this never ran against the live service.
"""

from collections.abc import Iterator

from ingest.archive import Document
from ingest.json_reading import read_json
from ingest.reading import Expects, RawRow, Source
from ingest.scoreholder.event import read_event
from ingest.scoreholder.rows import event_rows

SOURCE = Source(
    key="scoreholder_json",
    name="Scoreholder, gara pubblica (JSON)",
    publisher="Scoreholder",
    lineage="first_party",
    home_url="https://scoreholder.com/",
    licence="non dichiarata: citati solo i fatti",
    covers="2022-",
    media_types=("application/json",),
    expects=Expects(min_rows=1, filled={"points": 0.5, "category": 1, "apparatus": 0.5, "date": 1}),
)


def parse(document: Document) -> Iterator[RawRow]:
    return event_rows(read_event(read_json(document.content)))
