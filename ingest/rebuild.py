"""A request is noted; now the past follows: a new build, published, and what named her before deleted.

The kept releases of before the request go first, so that none of them comes back if the build fails. The live
one goes when another is live: a site that is down helps nobody.
"""

import datetime
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.build import REFUSED, BuildError, build_release
from ingest.command import ERRORS, say_report
from ingest.likeness import known_forms
from ingest.live import refresh
from ingest.private import load_private, private_lock
from ingest.redact import redact
from ingest.release_commands import go_live
from ingest.releases import hold, live_path, remove_old

REMAINS = """\
what remains with you:
- replicas: publish this release there too; they refuse older ones from then on
- backups and copies of older releases: delete them, or let them run out (deploy/README.md says when)
- search engines: report her old address to Google (Refresh Outdated Content) and Bing (Content Removal)"""

OPEN = (
    "nothing is blackened: {} lines only may be hers; pedana build lists them, pedana withheld decides them;"
    " then again"
)
COPIES = (
    "copies of the archive (backups, version control) hold the old bytes: they are yours to delete"
)


def rebuild(archives: Sequence[Path], out: Path, releases: Path, private: Path) -> None:
    """Build without those who asked, publish where releases are in use, delete what is older; say each step.
    A document that cannot be read is said, as by every build, and stops nothing of it.

    Raises BuildError, in one line, where nothing could be built or published: the request stands.
    """
    try:
        is_used = _remove_past(out, releases, private)
        report = build_release(archives, out, private)
        say_report(report)
        if report.errors:
            raise BuildError(f"the build was refused for {report.errors} errors")
        if is_used:
            go_live(out, releases, private)
        else:
            print(f"{out} is built; nothing was ever published in {releases}")
            print("\n".join(refresh()))
    except (*ERRORS, OSError) as error:
        raise BuildError(
            f"the request stands, but not all is done: {error}; mend it, then run the same command again"
        ) from error
    print(REMAINS)


def _remove_past(out: Path, releases: Path, private: Path) -> bool:
    """Delete what may not be gone back to, the live release left out; whether releases are in use."""
    (out / REFUSED).unlink(missing_ok=True)
    if live_path(releases) is None:
        return False
    with hold(releases):
        for name in remove_old(releases, load_private(private).epoch):
            print(f"{releases}: {name} deleted: it is older than a request")
    return True


def blacken_archives(archives: Sequence[Path], path: Path, number: int) -> int:
    """Blacken the documents that name who a request is of; say which, and what could not be read. Before, her
    names are noted in the private file, as hashes: nothing else could tell later documents of her.
    """
    day = str(datetime.date.today())
    with private_lock(path):
        private = load_private(path)
        request = next(one for one in private.requests if one.number == number)
        steps = redact(archives, private, request, day)
        first = next(steps)
        if first.open:
            raise BuildError(OPEN.format(first.open))
        forms = {form for name in first.names for form in known_forms(name)}
        names = sorted({*request.names, *map(private.hash_name, forms)})
        if names != request.names:  # an older copy of the file knows nothing of them
            private.epoch += 1
            private.change(replace(request, names=names))
            private.save()
        (done,) = steps
    print(f"{len(done.documents)} documents blackened: {' '.join(done.documents)}")
    print(end="".join(f"{line}\n" for line in done.decisions))
    for line in done.failures:
        print(f"pedana: {line}", file=sys.stderr)
    print(COPIES)
    return 1 if done.failures else 0
