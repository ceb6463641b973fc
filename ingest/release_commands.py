"""The commands of what is live: publish, rollback, releases, status."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from ingest.command import (
    Command,
    confirmed,
    default_out,
    default_releases,
    keep_argument,
    private_argument,
    public_folders,
    releases_argument,
)
from ingest.live import refresh
from ingest.manifest import MANIFEST, ReleaseError, read_manifest
from ingest.private import PrivateError, PrivateFile, is_private_named, load_private
from ingest.releases import (
    KEEP,
    Release,
    highest_epoch,
    hold,
    list_releases,
    live_path,
    publish,
    remove_old,
    roll_back,
)

MEGABYTE = 1024**2
DAY_HOURS = 48  # an age is said in hours up to here


def lowest_epoch(releases: Path, private: Path) -> int:
    """The epoch below which nothing may be shown: the private file's, where there is one, and that of the
    releases, which alone know it on a machine that only receives them.
    """
    return max(highest_epoch(releases), _load(private, releases).epoch)


def _load(private: Path, releases: Path) -> PrivateFile:
    folders = [*public_folders(), releases]
    return load_private(private, not_in=folders, must_exist=is_private_named())


def require_newest(private: Path, out: Path, releases: Path | None = None) -> None:
    """Raise PrivateError where what was built or published knew of later requests than the private file:
    a backup of the file has come back, and a build would name again who has asked since.
    """
    releases = releases or default_releases()
    built = read_manifest(out).epoch if (out / MANIFEST).exists() else 0
    epoch, known = _load(private, releases).epoch, max(built, highest_epoch(releases))
    if epoch < known:
        raise PrivateError(
            f"{private} is older than the releases (epoch {epoch}, theirs {known}): put its newest copy back;"
            f" if that is lost: pedana hidden --epoch {known}, then make the requests that it lacks again"
        )


def go_live(folder: Path, releases: Path, private: Path, keep: int = KEEP) -> Release:
    """Publish what a folder holds, tell server and cache, delete what is too old; say each. Raises
    ReleaseError; where it comes after the switch, the release is live all the same.
    """
    with hold(releases):
        floor = lowest_epoch(releases, private)
        _require_private(private, folder)
        release = publish(folder, releases, floor)
        print(f"{releases}: {release.name} is live")
        _finish(releases, release.manifest.epoch, keep)
    return release


def _require_private(private: Path, folder: Path) -> None:
    """Raise PrivateError for a build, not a release of another machine, that was made without a private file:
    on a new machine it may not be back yet.
    """
    if private.exists() or not (folder / MANIFEST).exists():
        return
    manifest = read_manifest(folder)
    if not manifest.epoch and not manifest.published_at:
        raise PrivateError(
            f"{private} is not there, and {folder} knows of no request: put the newest copy of the file back"
            " and build again; where nobody has ever asked, pedana hidden makes an empty one"
        )


def _finish(releases: Path, floor: int, keep: int) -> None:
    """The server lets go of the old file first; but what is too old goes even if it does not."""
    try:
        for line in refresh():
            print(line)
    finally:
        for name in remove_old(releases, floor, keep):
            print(f"{releases}: {name} deleted: it is older than a request")


def _publish_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", type=Path, default=default_out(), metavar="DIR",
        help="what pedana build left, or a release of another machine (default: %(default)s)",
    )  # fmt: skip
    keep_argument(parser, KEEP)
    releases_argument(parser)
    private_argument(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _publish(options: argparse.Namespace) -> int:
    if not confirmed(f"publish {options.folder} in {options.releases}?", options.yes):
        print("nothing was published")
        return 1
    go_live(options.folder, options.releases, options.private, options.keep)
    return 0


def _rollback_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", default="", metavar="RELEASE", help="default: the one before the live one"
    )  # fmt: skip
    releases_argument(parser)
    private_argument(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")


def _rollback(options: argparse.Namespace) -> int:
    name = options.name or "the release before"
    if not confirmed(f"make {name} live again?", options.yes):
        print("nothing was changed")
        return 1
    with hold(_existing(options.releases)):
        floor = lowest_epoch(options.releases, options.private)
        release = roll_back(options.releases, floor, options.name)
        print(f"{options.releases}: {release.name} is live")
        _finish(options.releases, floor, len(list_releases(options.releases)))
    return 0


def _existing(releases: Path) -> Path:
    if not live_path(releases):
        raise ReleaseError(f"nothing was ever published in {releases}: pedana publish")
    return releases


def _releases(options: argparse.Namespace) -> int:
    for release in list_releases(_existing(options.releases)):
        size = release.manifest.size / MEGABYTE
        said = f"{size:.1f} MB" if release.manifest.sha256 else "not whole"
        print(f"{release.name}  {said}{'  live' if release.is_live else ''}")
    return 0


def _status(options: argparse.Namespace) -> int:
    kept = list_releases(_existing(options.releases))
    live = next((release for release in kept if release.is_live), None)
    if not live or not live.manifest.sha256:
        raise ReleaseError(f"{options.releases}: what is live is not there or not whole")
    print(
        f"{live.name}: live for {age(live.manifest.published_at)}, built {live.manifest.built_at}"
    )
    print(f"{len(kept)} releases kept in {options.releases}")
    if live.manifest.epoch < lowest_epoch(options.releases, options.private):
        print("a request came after it was built: pedana build, then pedana publish")
        return 1
    return 0


def age(moment: str, now: datetime | None = None) -> str:
    """How long ago: "3 hours", "12 days"."""
    hours = int(
        ((now or datetime.now(UTC)) - datetime.fromisoformat(moment)).total_seconds() // 3600
    )
    return f"{hours} hours" if hours < DAY_HOURS else f"{hours // 24} days"


def _status_arguments(parser: argparse.ArgumentParser) -> None:
    releases_argument(parser)
    private_argument(parser)


COMMANDS = {
    "publish": Command(
        "make what pedana build left the live release; refused with errors or older than a request",
        "pedana publish --yes",
        _publish,
        _publish_arguments,
    ),
    "rollback": Command(
        "make the release before the live one live again, unless it is older than a request or a rule",
        "pedana rollback --yes",
        _rollback,
        _rollback_arguments,
    ),
    "releases": Command(
        "list the releases that are kept", "pedana releases", _releases, releases_argument
    ),
    "status": Command(
        "say what is live and how old it is; exit 1 when a request waits for a build",
        "pedana status",
        _status,
        _status_arguments,
    ),
}
