"""A JSON document with one of its values replaced by any other, for the tests of its reader."""

from typing import Any

from hypothesis import strategies as st

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.just([]), st.just({}), st.lists(st.integers(), max_size=2),
)  # fmt: skip


def places(value: Any, path: tuple = ()) -> list[tuple]:
    """The path of every value below this one: ("rounds", 0, "name")."""
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    below = [place for key, one in inner for place in places(one, (*path, key))]
    return [path, *below] if path else below


def damage(data: st.DataObject, document: Any) -> Any:
    """The document, with a value at a place that hypothesis draws."""
    path = data.draw(st.sampled_from(places(document)))
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = data.draw(VALUES)
    return document
