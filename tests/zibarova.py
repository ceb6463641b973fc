"""Aletta Zibarova, who is invented, in the rows of a small archive, and what a release says of her."""

from ingest.text import fold
from tests.small_archive import SmallArchive

HERS = "https://giornale.example/trofeo-finto-zibarova-vince"
OTHERS = "https://giornale.example/altra-gara"
ENCODED = "https://giornale.example/?q=Zib%C3%A0rova%20Aletta"
ROWS = (
    {"athlete": "Aletta Zibàrova", "club": "Spes Finta", "rank": "1", "apparatus": "TOT",
     "score_as_printed": "90.000", "url": HERS},
    {"athlete": "ZIBAROVA Aletta", "club": "Spes Finta", "rank": "2", "apparatus": "TOT",
     "score_as_printed": "80.000", "competition": "Coppa Finta 2023", "date": "2023-06-08",
     "url": ENCODED, "note": "dietro di lei nessuna; Zibàrova, dunque"},
    {"athlete": "Lia Fnarulla", "club": "Altra Finta", "rank": "2", "apparatus": "TOT",
     "score_as_printed": "89.000", "url": OTHERS, "note": "seconda dietro ad Aletta Zibàrova"},
    {"athlete": "Mia Belzira", "club": "Zibarovese Esempia", "rank": "3", "apparatus": "TOT",
     "score_as_printed": "88.000", "url": OTHERS},
)  # fmt: skip
SQUAD = {
    "athlete": "", "nation": "ITA", "round": "GR-AA", "rank": "1", "apparatus": "TOT",
    "score_as_printed": "30.100", "url": OTHERS, "note": "gruppo; Zibarova, Belzira, Fnarulla",
}  # fmt: skip
CONTENT = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"


def who(archive: SmallArchive, name: str) -> str:
    ((athlete_id,),) = archive.ask("select athlete_id from athlete where name like ?", f"%{name}%")
    return str(athlete_id)


def content(archive: SmallArchive) -> dict[str, list[str]]:
    return {
        name: sorted(map(repr, archive.ask(f'select * from "{name}"')))
        for (name,) in archive.ask(CONTENT)
    }


def bytes_of(archive: SmallArchive) -> str:
    raw = (archive.folder / "out" / "pedana.db").read_bytes()
    return fold(raw.decode("utf-8", "replace"))
