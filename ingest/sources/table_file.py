"""Rankings in a table: CSV, TSV, text of fixed width, XLS, XLSX, ODS, web page (ingest/sheet/).

Offers: what the heading words name, in Italian, English, French, Polish, German or Spanish: place, name,
club, nation, year of birth, components, scores on the apparatus, totals, status; teams and groups.
Known quirks:
- What a file is shows in its bytes: a web page saved as .xls is read as a web page.
- A spreadsheet gives numbers without the zeros that its format shows: 24.9 for 24.900.
- Competition, date and place stand above the table, or come with the document (`pedana add --title`).
- Days of birth and remarks are not carried; a number of licence only tells gymnasts apart.
Never fetched: documents come in with `pedana add`, or as files of another source.
"""

from collections.abc import Iterator

from ingest.archive import Document
from ingest.reading import Expects, RawRow, Source
from ingest.sheet.sheets import read_sheet

SOURCE = Source(
    key="table_file",
    name="Classifiche in tabella (CSV, fogli di calcolo, pagine web)",
    publisher="organizzatori delle gare",
    lineage="first_party",
    home_url="",
    licence="non dichiarata: citati solo i fatti",
    covers="qualsiasi anno",
    media_types=(
        "text/csv",
        "text/plain",
        "text/html",
        "text/tab-separated-values",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    expects=Expects(min_rows=1, filled={"points": 0.5}),
)


def parse(document: Document) -> Iterator[RawRow]:
    yield from read_sheet(document)
