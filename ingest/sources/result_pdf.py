"""Rankings in PDF with text, of any software: one engine for all layouts (ingest/sheet/).

Offers: place, name, club or nation, year of birth, components, scores on the apparatus with their places,
totals, marks of qualification, penalties, status; all-around, apparatus, team and group rankings.
Known quirks:
- The competition is the title that names an event; where none is printed, what was said when the document
  was added (`pedana add --title`), else the name of the file.
- Apparatus that only a picture names are "attrezzo 1", "attrezzo 2": never guessed from their order.
- Numbers of bib, days of birth, judges and remarks are not carried; one of licence only tells gymnasts apart.
- A scan is refused: there is no text in it. So is a table whose components do not give its scores.
Never fetched: documents come in with `pedana add`, or as files of another source.
"""

from collections.abc import Iterator

from ingest.archive import Document
from ingest.reading import Expects, RawRow, Source
from ingest.sheet.sheets import read_sheet

SOURCE = Source(
    key="result_pdf",
    name="Classifiche in PDF",
    publisher="organizzatori delle gare",
    lineage="first_party",
    home_url="",
    licence="non dichiarata: citati solo i fatti",
    covers="qualsiasi anno",
    media_types=("application/pdf",),
    expects=Expects(min_rows=1, filled={"points": 0.5}),
)


def parse(document: Document) -> Iterator[RawRow]:
    yield from read_sheet(document)
