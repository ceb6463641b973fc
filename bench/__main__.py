"""Measure on this machine: `python -m bench [--routines N]`, or `make bench`.

Figures of one run on a shared machine: compare those of one run, not of two.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from bench.pdf_sheets import write_sheets
from bench.synthetic import write_archive
from ingest.archive import Document, add_document, describe_document, list_documents
from ingest.reading import Parse
from ingest.sources import load_sources, result_pdf

ROOT = Path(__file__).parent.parent
QUICK = 100_000
LEAST_SECONDS = 0.5  # a reader is measured at least so long
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: str


def measure_synthetic(archive: Path, routines: int) -> list[Figure]:
    start = time.perf_counter()
    counts = write_archive(archive, "medium", routines=routines)
    seconds = time.perf_counter() - start
    size = sum(path.stat().st_size for path in archive.rglob("*") if path.is_file())
    return [
        Figure("archive: routines", f"{counts.routines:,}"),
        Figure("archive: gymnasts", f"{counts.people:,}"),
        Figure("archive: documents", f"{counts.documents:,}"),
        Figure("archive: size", f"{size / MEGABYTE:.1f} MB"),
        Figure("archive: written in", f"{seconds:.1f} s"),
    ]


def measure_build(archive: Path, out: Path) -> list[Figure]:
    """Build in a process of its own, so that its greatest memory is its own."""
    command = [sys.executable, "-m", "ingest.cli", "build"]
    command += ["--archive", str(archive), "--out", str(out)]
    start = time.perf_counter()
    build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(build.pid, 0)
    seconds = time.perf_counter() - start
    build.returncode = os.waitstatus_to_exitcode(status)
    if build.returncode:
        raise SystemExit(f"the build ended with exit code {build.returncode}")
    return [
        Figure("build: time", f"{seconds:.1f} s"),
        Figure("build: peak memory", f"{usage.ru_maxrss * 1024 / MEGABYTE:.0f} MB"),
        Figure("build: pedana.db", f"{(out / 'pedana.db').stat().st_size / MEGABYTE:.1f} MB"),
    ]


def measure_readers(synthetic: Path, examples: Path) -> list[Figure]:
    """Rows per second of each reader, on the documents there are of its source, else its example."""
    documents: dict[str, list[Document]] = {}
    for document in (*list_documents(synthetic), *list_documents(ROOT / "archive")):
        documents.setdefault(document.source, []).append(document)
    figures = []
    for key, module in load_sources().items():
        found = documents.get(key) or archive_examples(key, examples)
        speed = rows_per_second(module.parse, found)
        figures.append(Figure(f"read: {key}", f"{speed:,.0f} rows/s"))
    return figures


def measure_pdf(folder: Path) -> Figure:
    """Pages per second of PDF, from bytes to rows, over the synthetic sheets of all layouts."""
    write_sheets(folder)
    documents = [
        describe_document(path.read_bytes(), path, source="result_pdf", name=path.name, address="",
                          fetched_at="", status="added")
        for path in sorted(folder.glob("*.pdf"))
    ]  # fmt: skip
    pages, rows, start = 0, 0, time.perf_counter()
    while time.perf_counter() - start < LEAST_SECONDS:
        for document in documents:
            rows += sum(1 for _ in result_pdf.parse(document))
            pages += len(pypdfium2.PdfDocument(document.path))
    return Figure("read: PDF", f"{pages / (time.perf_counter() - start):,.0f} pages/s")


def archive_examples(key: str, archive: Path) -> list[Document]:
    paths = sorted((ROOT / "tests" / "examples" / key).glob("*.*"))
    return [
        add_document(
            archive, path.read_bytes(), source=key, name=path.name, address="", fetched_at="",
            said=_said(path),
        )[0]
        for path in paths
        if not path.name.endswith((".compare.json", ".expected.json", ".said.json"))
    ]  # fmt: skip


def _said(path: Path) -> dict[str, str]:
    said = path.with_name(f"{path.stem}.said.json")
    return json.loads(said.read_text(encoding="utf-8")) if said.exists() else {}


def rows_per_second(parse: Parse, documents: list[Document]) -> float:
    """Parse the documents, again and again if they are few, reading their bytes each time."""
    rows, start = 0, time.perf_counter()
    while time.perf_counter() - start < LEAST_SECONDS:
        for document in documents:
            rows += sum(1 for _ in parse(document))
    return rows / (time.perf_counter() - start)


def print_table(figures: list[Figure]) -> None:
    width = max(len(figure.what) for figure in figures)
    for figure in figures:
        print(f"{figure.what:<{width}}  {figure.value:>16}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--routines", type=int, default=QUICK, help="default: %(default)s")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pedana-bench-") as folder:
        archive = Path(folder) / "archive"
        print_table(
            [
                *measure_synthetic(archive, arguments.routines),
                *measure_build(archive, Path(folder) / "release"),
                *measure_readers(archive, Path(folder) / "examples"),
                measure_pdf(Path(folder) / "sheets"),
            ]
        )


if __name__ == "__main__":
    main()
