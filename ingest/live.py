"""What stands between a release and its readers: the server, which keeps the file it opened, and the cache of
the proxy. Both are told once another release is live.

PEDANA_RESTART   a command that restarts the server: "systemctl restart pedana"
PEDANA_CACHE     the folder of nginx's proxy_cache: its files are deleted
"""

import os
import re
import shlex
import stat
import subprocess
from pathlib import Path

from ingest.manifest import ReleaseError

# What nginx calls a page it keeps, and one it is writing: the MD5 of the key, and a number behind it.
CACHED = re.compile(r"[0-9a-f]{32}(\.\d+)?")
RESTART_SECONDS = 120


def refresh() -> list[str]:
    """Restart the server, then purge the cache, so that nothing old is kept anew; what was done, by line.

    Raises ReleaseError where the command or the folder is not right.
    """
    return [
        _restart(os.environ.get("PEDANA_RESTART", "")),
        _purge(os.environ.get("PEDANA_CACHE", "")),
    ]


def _restart(command: str) -> str:
    if not command:
        return (
            "restart the server: it reads what was live before until then (PEDANA_RESTART does it)"
        )
    try:
        subprocess.run(shlex.split(command), check=True, timeout=RESTART_SECONDS)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise ReleaseError(f"PEDANA_RESTART: {error}") from error
    return f"restarted: {command}"


def _purge(folder: str) -> str:
    if not folder:
        return "empty the caches before the server, if there are any (PEDANA_CACHE does it)"
    deleted, kept = purge_cache(Path(folder))
    others = f"; {kept} files are no pages of nginx and stay" if kept else ""
    return f"{folder}: {deleted} cached pages deleted{others}"


def purge_cache(folder: Path) -> tuple[int, int]:
    """Delete the cached pages below a folder, and nothing else: no link is followed, no other name touched.
    Returns how many were deleted, and how many other files were left. Raises ReleaseError where it is none.
    """
    if folder.is_symlink() or not folder.is_dir():
        raise ReleaseError(f"PEDANA_CACHE: {folder} is not a folder")
    deleted = kept = 0
    for _, _, names, place in os.fwalk(folder, follow_symlinks=False, onerror=_fail):
        for name in names:
            try:
                is_file = stat.S_ISREG(os.stat(name, dir_fd=place, follow_symlinks=False).st_mode)
                if not (is_file and CACHED.fullmatch(name)):
                    kept += 1
                    continue
                os.unlink(name, dir_fd=place)
                deleted += 1
            except FileNotFoundError:  # nginx was faster
                continue
    return deleted, kept


def _fail(error: OSError) -> None:
    """A folder that cannot be listed may hold pages."""
    raise error
