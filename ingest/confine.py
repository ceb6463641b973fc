"""What a process that reads an untrusted document may use. Called once, in that process, before it reads.

On Linux: memory, processor time, no file to write, nothing to execute, and, where the kernel has
Landlock (5.13 and later; TCP since 6.7, signals since 6.12), no file to make or remove, no connection
and no signal to others. Elsewhere only processor time and writing are limited.
"""

import ctypes
import os
import resource
import sys
from pathlib import Path

from ingest.archive import MEGABYTE

# Measured: a CSV of 50 MB takes its reader 250 MB, or 720 MB where it holds all rows (press_scores).
# An HTML of 50 MB would take lxml, and a page of 1 GB would take PDFium, 2 GB: those are refused.
MEMORY_BYTES = 1024 * MEGABYTE
# Measured: 50 MB of CSV take 3 to 12 s. A machine four times slower shall do.
CPU_SECONDS = 60
LIMITS_MEMORY = sys.platform == "linux"

CREATE_RULESET, RESTRICT_SELF = 444, 446  # numbers of system calls: the same on every processor
ASK_VERSION = 1
SET_NO_NEW_PRIVS = 38
READ_FILE_OR_FOLDER = 0b1100


def confine() -> None:
    """Take from this process what it does not need to read a document; there is no way back."""
    _limit(resource.RLIMIT_CORE, 0, 0)
    _limit(resource.RLIMIT_FSIZE, 0, 0)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1)  # SIGXCPU tells, SIGKILL insists
    if LIMITS_MEMORY:
        most = _address_space() + MEMORY_BYTES
        _limit(resource.RLIMIT_AS, most, most)
        _refuse_to_act()


def memory_of(usage: resource.struct_rusage) -> int:
    """The most memory a process used, in bytes."""
    return usage.ru_maxrss * (1024 if sys.platform == "linux" else 1)


def near_limit(memory: int) -> str:
    """A hint: a library that gets no memory aborts or gives an error of another name."""
    if memory < MEMORY_BYTES // 2:
        return ""
    used = min(memory, MEMORY_BYTES)  # what the reader inherited is not of the limit
    return f" at {used // MEGABYTE:,} of {MEMORY_BYTES // MEGABYTE:,} MB of memory"


def _limit(which: int, soft: int, hard: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, known = resource.getrlimit(which)
    if known == resource.RLIM_INFINITY or hard < known:
        resource.setrlimit(which, (soft, hard))


def _address_space() -> int:
    """What a fork has inherited counts for RLIMIT_AS too."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _refuse_to_act() -> None:
    """A Landlock ruleset without a rule: what it names is refused everywhere. Reading files stays
    allowed, since Python imports and opens late. A kernel without Landlock refuses nothing.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, ASK_VERSION)
    if version < 1:
        return
    file_bits = 13 if version == 1 else 14 if version == 2 else 15
    refused = (ctypes.c_uint64 * 3)(
        (1 << file_bits) - 1 & ~READ_FILE_OR_FOLDER,  # execute, write, make, remove, rename
        0b11 if version >= 4 else 0,  # bind and connect TCP
        0b11 if version >= 6 else 0,  # abstract sockets and signals of others
    )
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(refused), ctypes.sizeof(refused), 0)
    libc.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if ruleset < 0 or libc.syscall(RESTRICT_SELF, ruleset, 0):
        raise OSError(ctypes.get_errno(), "Landlock refused its own ruleset")
    os.close(ruleset)
