"""Begin a source: `make new-source KEY=...` writes its file and the folder of its examples."""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")
TEMPLATE = '''"""Who publishes what, in which format: one line, then the diary of the source.

Offers: which competitions, years, rankings, components.
Known quirks: what is known to be wrong, missing or ambiguous in its documents.
It never ran against the live site.
"""

from collections.abc import Iterator

from ingest.archive import Document
from ingest.reading import Expects, RawRow, Source, csv_rows

COLUMNS = ("competition", "date", "rank", "athlete", "club", "total", "url")

SOURCE = Source(
    key="{key}",
    name="",
    publisher="",
    lineage="first_party",
    home_url="",
    licence="",
    covers="",
    media_types=("text/csv",),
    expects=Expects(min_rows=2, filled={{"points": 0.5, "club": 0.5}}),
)


def parse(document: Document) -> Iterator[RawRow]:
    for record, row in csv_rows(document, COLUMNS):
        yield RawRow(
            record=record,
            address=row["url"],
            competition=row["competition"],
            date=row["date"],
            kind="all-around",
            competitor=row["athlete"],
            club=row["club"],
            rank=row["rank"],
            points=row["total"],
        )
'''


def begin_source(key: str, root: Path = ROOT) -> tuple[Path, Path]:
    """Write sources/<key>.py and make tests/examples/<key>/; return both. Raises ValueError, one line."""
    if not KEY.fullmatch(key):
        raise ValueError(
            f"KEY={key!r}: small letters, digits and _, publisher then format: fgi_coppa_pdf"
        )
    path = root / "ingest" / "sources" / f"{key}.py"
    examples = root / "tests" / "examples" / key
    if path.exists() or examples.exists():
        raise ValueError(f"{key}: there is a source of this key already")
    examples.mkdir(parents=True)
    path.write_text(TEMPLATE.format(key=key), encoding="utf-8")
    return path, examples


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ingest.new_source", description=__doc__)
    parser.add_argument("key", help="publisher and format: fgi_coppa_pdf")
    try:
        path, examples = begin_source(parser.parse_args().key)
    except ValueError as error:
        print(f"new-source: {error}", file=sys.stderr)
        return 1
    print(f"{path.relative_to(ROOT)}: say who publishes, then read its layout in parse")
    print(f"{examples.relative_to(ROOT)}/: put a document with invented names there, and its rows")
    print("beside it in NAME.compare.json; name the source in README.md; then: make test")
    return 0


if __name__ == "__main__":
    sys.exit(main())
