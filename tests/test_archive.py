"""The archive: bytes by their hash, one record each, nothing overwritten, nothing lost unseen."""

import hashlib
import json
import subprocess
import sys

import pytest

from ingest.archive import (
    MAX_BYTES,
    RECORD_FIELDS,
    ArchiveError,
    add_document,
    find_document,
    keep_page,
    list_documents,
    read_page,
)
from tests.conftest import ROOT

CONTENT = b"competition,date\nProva Inventata,2021\n"


def add(archive, content=CONTENT, **changes):
    record = {
        "source": "press_scores",
        "name": "gara.csv",
        "address": "https://example.org/gara",
        "fetched_at": "2025-01-01T00:00:00Z",
    }
    return add_document(archive, content, **(record | changes))


def files(archive):
    return sorted(path.name for path in archive.rglob("*") if path.is_file())


def test_a_document_is_its_bytes_and_its_record(tmp_path):
    document, is_new = add(tmp_path)
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    assert is_new
    assert document.path == tmp_path / "documents" / "press_scores" / f"{sha256}.csv"
    assert document.path.read_bytes() == document.content == CONTENT
    assert document.document_id == sha256[:12]
    record = json.loads(document.path.with_suffix(".record.json").read_text(encoding="utf-8"))
    assert tuple(record) == RECORD_FIELDS
    assert record == {
        "source": "press_scores",
        "name": "gara.csv",
        "address": "https://example.org/gara",
        "fetched_at": "2025-01-01T00:00:00Z",
        "media_type": "text/csv",
        "status": "added",
        "sha256": sha256,
        "size": len(CONTENT),
    }


def test_the_same_file_twice_is_one_document_and_keeps_its_first_record(tmp_path):
    first, _ = add(tmp_path)
    again, is_new = add(tmp_path, name="copia.csv", address="", fetched_at="2026-01-01T00:00:00Z")
    assert not is_new
    assert again == first
    assert len(list(list_documents(tmp_path))) == 1
    assert len(files(tmp_path)) == 2


def test_a_document_that_is_too_large(tmp_path):
    with pytest.raises(ArchiveError, match=r"^gara.csv: more than 64 MB$"):
        add(tmp_path, bytes(MAX_BYTES + 1))
    assert files(tmp_path) == []


def test_a_document_belongs_to_one_source(tmp_path):
    add(tmp_path)
    with pytest.raises(ArchiveError, match=r"gara.csv: already .* of press_scores"):
        add(tmp_path, source="press_rankings")
    assert len(files(tmp_path)) == 2


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="vuota.csv: the file is empty"):
        add(tmp_path, b"", name="vuota.csv")
    assert files(tmp_path) == []


def test_another_content_under_the_same_name_is_another_document(tmp_path):
    add(tmp_path)
    add(tmp_path, CONTENT + b"Altra Prova,2022\n")
    assert [document.name for document in list_documents(tmp_path)] == ["gara.csv", "gara.csv"]
    assert len(files(tmp_path)) == 4


def test_changed_bytes_are_noticed(tmp_path):
    document, _ = add(tmp_path)
    document.path.write_bytes(CONTENT.replace(b"2021", b"2022"))
    (listed,) = list_documents(tmp_path)
    with pytest.raises(ArchiveError, match="the bytes are not those of the record"):
        _ = listed.content


def test_a_json_document_stands_beside_its_record(tmp_path):
    document, _ = add(tmp_path, b"{}", name="evento.JSON")
    (listed,) = list_documents(tmp_path)
    assert files(tmp_path) == [f"{document.sha256}.json", f"{document.sha256}.record.json"]
    assert listed == document
    assert listed.content == b"{}"
    assert listed.media_type == "application/json"


def test_a_name_without_suffix_is_kept_as_bytes(tmp_path):
    document, _ = add(tmp_path, name="gara")
    assert (document.path.suffix, document.media_type) == (".bin", "application/octet-stream")
    assert [listed.name for listed in list_documents(tmp_path)] == ["gara"]


def test_documents_come_in_the_order_of_their_hash(tmp_path):
    contents = [b"uno", b"due", b"tre", b"quattro"]
    for source, content in zip(["zeta", "alfa", "zeta", "alfa"], contents, strict=True):
        add(tmp_path, content, source=source)
    listed = [document.sha256 for document in list_documents(tmp_path)]
    assert listed == sorted(hashlib.sha256(content).hexdigest() for content in contents)


def test_what_a_killed_run_left_is_no_document(tmp_path):
    document, _ = add(tmp_path)
    document.path.with_name(f".{document.path.name}.123").write_bytes(b"met")
    assert list(list_documents(tmp_path)) == [document]


def test_an_empty_archive_has_no_documents(tmp_path):
    assert list(list_documents(tmp_path / "manca")) == []


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"source": "x"}'])
def test_a_broken_record_is_named(tmp_path, text):
    document, _ = add(tmp_path)
    document.path.with_suffix(".record.json").write_text(text)
    with pytest.raises(ArchiveError, match=r"record\.json: not a document record"):
        list(list_documents(tmp_path))


def test_a_record_without_its_bytes_is_named(tmp_path):
    document, _ = add(tmp_path)
    document.path.unlink()
    with pytest.raises(ArchiveError, match="0 files of this record, expected 1"):
        list(list_documents(tmp_path))


def test_bytes_without_their_record_are_no_document_and_stand_in_nobodys_way(tmp_path):
    """What a kill between the two leaves; the next run may know the file by another name."""
    document, _ = add(tmp_path)
    document.path.with_suffix(".record.json").unlink()
    assert list(list_documents(tmp_path)) == []
    again, is_new = add(tmp_path, name="gara.txt")
    assert is_new
    assert list(list_documents(tmp_path)) == [again]
    assert again.content == CONTENT


def test_a_document_is_found_by_its_hash(tmp_path):
    document, _ = add(tmp_path)
    assert find_document(tmp_path, document.sha256) == document
    assert find_document(tmp_path, "0" * 64) is None


def test_a_spreadsheet_is_one_on_any_machine(tmp_path):
    """Python alone knows neither: they are added when it knows nothing of the system either."""
    code = (
        "import mimetypes; mimetypes.knownfiles.clear(); import ingest.archive;"
        "print(*(mimetypes.guess_type(name)[0] for name in ('gara.xlsx', 'gara.ods')))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == [
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    ]


def test_a_page_is_kept_and_is_no_document(tmp_path):
    sha256 = keep_page(tmp_path, "finta", CONTENT)
    assert read_page(tmp_path, "finta", sha256) == CONTENT
    assert list(list_documents(tmp_path)) == []
    (tmp_path / "pages" / "finta" / sha256).write_bytes(CONTENT[:5])
    assert read_page(tmp_path, "finta", sha256) is None
    assert read_page(tmp_path, "altra", sha256) is None
