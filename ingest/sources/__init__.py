"""The sources, found by listing this folder: a new source is one new file."""

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType


def load_sources() -> dict[str, ModuleType]:
    """Return source key -> module with SOURCE and parse(document), sorted by key."""
    modules = (
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
    )
    return {module.SOURCE.key: module for module in modules}


def idle_sources(modules: Iterable[ModuleType]) -> dict[str, str]:
    """Source key -> why, of the sources that have nothing to ask now."""
    reasons = {module.SOURCE.key: getattr(module, "nothing_to_ask", str)() for module in modules}
    return {key: reason for key, reason in reasons.items() if reason}
