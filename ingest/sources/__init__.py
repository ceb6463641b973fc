"""The sources, found by listing this folder: a new source is one new file."""

import importlib
import pkgutil
from types import ModuleType


def load_sources() -> dict[str, ModuleType]:
    """Return source key -> module with SOURCE and parse(document), sorted by key."""
    modules = (
        importlib.import_module(f"{__name__}.{info.name}")
        for info in pkgutil.iter_modules(__path__)
    )
    return {module.SOURCE.key: module for module in modules}
