"""Every source is read on its examples and compared with values typed by hand from the example.

tests/examples/<key>/<name>.<ext> is a document in the publisher's layout, with invented names;
<name>.compare.json beside it lists the rows it must give, without the fields left at their default, and
<name>.said.json, where there is one, what the page that links the document says of it.
"""

import json
from dataclasses import MISSING, fields
from importlib import import_module
from pathlib import Path

import pytest

from ingest.archive import Document, add_document
from ingest.reading import RawRow

SOURCES = Path(__file__).parents[1] / "ingest" / "sources"
EXAMPLES = Path(__file__).parent / "examples"
GOLDEN = ".compare.json"
SAID = ".said.json"
LINEAGES = {"first_party", "press", "synthetic"}

DEFAULTS = {field.name: field.default for field in fields(RawRow) if field.default is not MISSING}
KEYS = sorted(path.stem for path in SOURCES.glob("*.py") if path.stem != "__init__")
DOCUMENTS = sorted(
    path
    for path in EXAMPLES.glob("*/*.*")
    if not path.name.endswith((GOLDEN, SAID, ".expected.json"))
)


def archived(path: Path, archive: Path) -> Document:
    """The example as `pedana add` would archive it."""
    said = path.with_name(path.stem + SAID)
    document, _ = add_document(
        archive,
        path.read_bytes(),
        source=path.parent.name,
        name=path.name,
        address="https://example.org/inventato",
        fetched_at="2025-01-01T00:00:00Z",
        said=json.loads(said.read_text(encoding="utf-8")) if said.exists() else {},
    )
    return document


def as_golden(row: RawRow) -> dict[str, object]:
    """The row as the golden file writes it: no defaults, components as lists."""
    values = {field.name: getattr(row, field.name) for field in fields(RawRow)}
    kept = {name: value for name, value in values.items() if value != DEFAULTS.get(name, MISSING)}
    return json.loads(json.dumps(kept))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_example_gives_the_rows_typed_by_hand(path: Path, tmp_path: Path) -> None:
    golden = path.with_name(path.stem + GOLDEN)
    assert golden.exists(), f"{golden} is missing: type it by hand from {path.name}"
    expected = json.loads(golden.read_text(encoding="utf-8"))
    module = import_module(f"ingest.sources.{path.parent.name}")
    rows = [as_golden(row) for row in module.parse(archived(path, tmp_path))]
    assert rows == expected


@pytest.mark.parametrize("key", KEYS)
def test_source_is_described(key: str) -> None:
    module = import_module(f"ingest.sources.{key}")
    source = module.SOURCE
    assert source.key == key
    assert module.__doc__ and len(module.__doc__.splitlines()) > 2, "the docstring is the diary"
    assert callable(module.parse)
    assert source.lineage in LINEAGES
    for text in (source.name, source.publisher, source.licence, source.covers):
        assert text.strip()
    assert source.media_types
    assert source.expects.min_rows >= 1 and source.expects.filled
    assert source.expects.filled.keys() <= {column.name for column in fields(RawRow)}
    assert all(0 < share <= 1 for share in source.expects.filled.values())


@pytest.mark.parametrize("key", KEYS)
def test_source_has_an_example(key: str) -> None:
    assert [path for path in DOCUMENTS if path.parent.name == key], (
        f"tests/examples/{key}/ holds no document: write one, in the real layout"
    )


def test_every_golden_file_belongs_to_a_document() -> None:
    stems = {(path.parent.name, path.stem) for path in DOCUMENTS}
    golden = {(p.parent.name, p.name.removesuffix(GOLDEN)) for p in EXAMPLES.glob(f"*/*{GOLDEN}")}
    assert golden <= stems


def test_every_example_folder_belongs_to_a_source() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == set(KEYS)
