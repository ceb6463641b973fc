"""Write synthetic result sheets as PDF, each with its answer key: `python -m bench.pdf_sheets --out DIR`.

Seeded: the same seed gives the same bytes. How each sheet looks is an entry of pdf_sheets.toml. Beside
<name>.pdf is <name>.key.json: every string as printed, what is not printed absent or "". In the key
rank      is without dot, brackets or degree sign, but with the sign of a tie ("2="); "" for "-" and
          for words that say why she has none
total     is "" where a word or nothing stands in its place; it is the score in an apparatus ranking
points    of an apparatus not shown are there if printed, with "not_performed"
components have no entry for an empty penalty or "-"; a printed sum of DB and DA is left out
wrong     lists the marks that were misprinted on purpose: their sums do not add up
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from bench.pdf_layout import lay_out
from bench.pdf_page import draw
from bench.pdf_rows import Ranking, print_ranking
from bench.pdf_spec import Spec, read_specs
from bench.pdf_table import TooWideError, make_columns


def write_sheets(out: Path, seed: int = 1) -> int:
    """Write every sheet and its key to a folder; return how many there are."""
    out.mkdir(parents=True, exist_ok=True)
    specs, heads = read_specs()
    for spec in specs:
        write_sheet(out, Random(f"{seed} {spec.name}"), spec, heads[spec.language])
    return len(specs)


def write_sheet(out: Path, random: Random, spec: Spec, heads: dict[str, str]) -> None:
    rankings = [print_ranking(random, spec, plan) for plan in spec.rankings]
    for error in spec.wrong:
        misprint(rankings[error["ranking"]], error)
    spec = vary(random, spec)
    spec = fit(spec, heads, rankings)
    pages = lay_out(random, spec, heads, rankings)
    draw(out / f"{spec.name}.pdf", spec, pages, random)
    key = json.dumps(make_key(spec, rankings), ensure_ascii=False, indent=1)
    (out / f"{spec.name}.key.json").write_text(key + "\n", encoding="utf-8")


def vary(random: Random, spec: Spec) -> Spec:
    """Change a little what no two programs print alike."""
    return replace(
        spec,
        size=spec.size * random.uniform(0.95, 1.03),
        row=spec.row * random.uniform(0.97, 1.1),
        margin=spec.margin * random.uniform(0.9, 1.05),
        title_size=spec.title_size * random.uniform(0.95, 1.1),
    )


def fit(spec: Spec, heads: dict[str, str], rankings: list[Ranking]) -> Spec:
    """Make the letters smaller until the widest table fits its page, as printing programs do."""
    while True:
        try:
            for ranking in rankings:
                make_columns(spec, heads, ranking)
            return spec
        except TooWideError:
            spec = replace(spec, size=spec.size * 0.97)


def make_key(spec: Spec, rankings: list[Ranking]) -> dict[str, Any]:
    return {
        "competition": spec.competition,
        "date": spec.date,
        "date_end": spec.date_end,
        "place": spec.place,
        "discipline": "rhythmic",
        "families": list(spec.families),
        "rankings": [ranking.key | participants(spec, ranking) for ranking in rankings],
        "wrong": list(spec.wrong),
    }


def participants(spec: Spec, ranking: Ranking) -> dict[str, str]:
    """The number of competitors, where the sheet prints it."""
    is_printed = any("{athletes}" in line for line in spec.before)
    return {"participants": str(ranking.printed)} if is_printed else {}


def misprint(ranking: Ranking, error: dict[str, Any]) -> None:
    """Print another digit in a total, or in the points of an apparatus."""
    entry = ranking.entries[error["row"]]
    word = error.get("apparatus", "")
    mark = entry.row["apparatus"][word] if word else entry.row
    field = "points" if word else "total"
    printed = mark[field]
    mark[field] = printed[:-2] + str((int(printed[-2]) + 3) % 10) + printed[-1]
    cell = f"{word}/points" if word else "total"
    entry.cells[cell] = entry.cells[cell].replace(printed, mark[field])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.pdf_sheets", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the sheets")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    count = write_sheets(arguments.out, arguments.seed)
    print(f"{arguments.out}: {count} sheets")


if __name__ == "__main__":
    main()
