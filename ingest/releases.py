"""What is live and what was live before: a folder for each release, and a link to the one that is served.

<releases>/20260503T101500Z-1a2b3c4d/pedana.db      read-only
<releases>/20260503T101500Z-1a2b3c4d/release.json   its manifest (ingest/manifest.py)
<releases>/current                                  a link to one of them, switched by one rename

Only this module touches what is live. A release is copied beside, checked there, and gets its name when it is
whole; so a killed run leaves what was live as it was. A release of a lower epoch than the live one, or than
the private file, shows what it may not: it is neither published nor gone back to. Nor is one that is older
than the newest and was built by other rules of who is shown how.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.archive import beside, remove_leftovers
from ingest.build import DATABASE, REFUSED
from ingest.check import run_checks
from ingest.manifest import Manifest, ReleaseError, hash_file, read_manifest, write_manifest

CURRENT, HALF = "current", ".half"
KEEP = 5
BROKEN = Manifest("", 0, -1)
SHORT_HASH = 8


@dataclass(frozen=True, slots=True)
class Release:
    """A kept release; one whose manifest cannot be read has the epoch -1."""

    path: Path
    manifest: Manifest
    is_live: bool

    @property
    def name(self) -> str:
        return self.path.name


def list_releases(releases: Path) -> list[Release]:
    """The kept releases, the last published first."""
    live = live_path(releases)
    folders = sorted((path.parent for path in releases.glob(f"[0-9]*/{DATABASE}")), reverse=True)
    return [Release(path, _manifest(path), path.name == (live and live.name)) for path in folders]


def _manifest(folder: Path) -> Manifest:
    try:
        return read_manifest(folder)
    except ReleaseError:
        return BROKEN


def live_path(releases: Path) -> Path | None:
    """The folder that is live; None where nothing was ever published."""
    link = releases / CURRENT
    return releases / os.readlink(link) if link.is_symlink() else None


def highest_epoch(releases: Path) -> int:
    """Of the kept releases; 0 where there is none."""
    return max([0, *(release.manifest.epoch for release in list_releases(releases))])


@contextmanager
def hold(releases: Path) -> Iterator[None]:
    """One at a time changes what is live, and what a killed run left half made is removed."""
    releases.mkdir(parents=True, exist_ok=True)
    with open(releases / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        shutil.rmtree(releases / HALF, ignore_errors=True)
        remove_leftovers(releases, CURRENT)
        yield


def publish(folder: Path, releases: Path, floor: int, now: datetime | None = None) -> Release:
    """Put what a build left in a folder, or another machine's release, among the releases and make it live.

    floor: the lowest epoch that may be shown. Raises ReleaseError where the folder holds no whole release
    without errors of that epoch, or one that is older than the newest and was built by other rules.
    """
    manifest = require_publishable(folder, floor)
    now = (now or datetime.now(UTC)).astimezone(UTC)
    for release in list_releases(releases):
        if release.is_live and release.manifest.sha256 == manifest.sha256 == hash_database(release):
            known = replace(release.manifest, epoch=manifest.epoch)  # a request may change nothing
            write_manifest(release.path, known)
            return replace(release, manifest=known)
    built = datetime.fromtimestamp((folder / DATABASE).stat().st_mtime, UTC)
    manifest = replace(
        manifest, built_at=manifest.built_at or _said(built), published_at=_said(now)
    )
    newest = _newest(list_releases(releases))
    if newest and manifest.built_at < newest.manifest.built_at:
        _require_rules(str(folder), manifest, newest)
    half = releases / HALF
    half.mkdir(parents=True)
    try:
        _copy_sound(folder / DATABASE, half / DATABASE, manifest)
        write_manifest(half, manifest)
        name = f"{now:%Y%m%dT%H%M%SZ}-{manifest.sha256[:SHORT_HASH]}"
        os.replace(half, releases / name)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    switch(releases, name)
    return Release(releases / name, manifest, is_live=True)


def _newest(kept: list[Release]) -> Release | None:
    """The release that was published last, of those whose manifest can be read."""
    return next((release for release in kept if release.manifest.sha256), None)


def _require_rules(name: str, manifest: Manifest, newest: Release) -> None:
    """Raise ReleaseError where an older release was built by other rules than the newest."""
    if manifest.rules != newest.manifest.rules:
        raise ReleaseError(
            f"{name} was built by other rules of who is shown how than {newest.name}: pedana build,"
            " then pedana publish"
        )


def _said(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def require_publishable(folder: Path, floor: int) -> Manifest:
    """Raises ReleaseError, with what to do."""
    if (folder / REFUSED).exists():
        raise ReleaseError(
            f"the last build was refused for its errors: pedana check {folder / REFUSED}"
        )
    if not (folder / DATABASE).is_file():
        raise ReleaseError(f"{folder / DATABASE} does not exist: run pedana build first")
    manifest = read_manifest(folder)
    if manifest.epoch < floor:
        raise ReleaseError(
            f"{folder / DATABASE} is older than a request not to name somebody: run pedana build first"
        )
    if hash_file(folder / DATABASE) != manifest.sha256:
        raise ReleaseError(f"{folder / DATABASE} is not the one of its release.json: build again")
    return manifest


def _copy_sound(source: Path, database: Path, manifest: Manifest) -> None:
    """Copy a database in which no check finds an error, and see by its hash, which tells more than SQLite's
    own check does, that all of it has come. Raises ReleaseError.
    """
    shutil.copyfile(source, database)
    if hash_file(database) != manifest.sha256:
        raise ReleaseError(f"{source}: the copy is not whole: publish again")
    with closing(sqlite3.connect(f"file:{database.resolve()}?immutable=1", uri=True)) as connection:
        errors = [one for one in run_checks(connection) if one.severity == "error"]
    if errors:
        raise ReleaseError(
            f"{source}: {len(errors)} errors, the first {errors[0].check_name}: pedana check"
        )
    with open(database, "rb") as file:
        os.fsync(file.fileno())
    database.chmod(0o444)


def hash_database(release: Release) -> str:
    return hash_file(release.path / DATABASE)


def switch(releases: Path, name: str) -> None:
    """Make a release live, for whoever opens `current` from now on."""
    link = beside(releases / CURRENT)
    link.unlink(missing_ok=True)
    link.symlink_to(name)
    os.replace(link, releases / CURRENT)
    folder = os.open(releases, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def roll_back(releases: Path, floor: int, name: str = "") -> Release:
    """Make the release before the live one, or the named one, live. Raises ReleaseError where there is none,
    where it is not whole, where its epoch is below the floor, and where its rules are not the newest ones.
    """
    kept = list_releases(releases)
    live = next((release.name for release in kept if release.is_live), "")
    found = [
        release for release in kept if release.name == name or (not name and release.name < live)
    ]
    if not found:
        raise ReleaseError(
            f"no release {name or 'before the live one'} is kept: pedana releases lists them"
        )
    target = found[0]
    if target.manifest.epoch < floor:
        raise ReleaseError(f"{target.name} is older than a request not to name somebody")
    _require_rules(target.name, target.manifest, _newest(kept) or target)
    if hash_database(target) != target.manifest.sha256:
        raise ReleaseError(f"{target.name} is not the database of its release.json")
    switch(releases, target.name)
    return replace(target, is_live=True)


def remove_old(releases: Path, floor: int, keep: int = KEEP) -> list[str]:
    """Delete the releases below the floor and those beyond the last `keep`, but never the live one; return
    the names of those below the floor.
    """
    kept = [release for release in list_releases(releases) if not release.is_live]
    low = [release for release in kept if release.manifest.epoch < floor]
    fine = [release for release in kept if release not in low]
    for release in [*low, *fine[max(0, keep - 1) :]]:
        shutil.rmtree(release.path)
    return [release.name for release in low]
