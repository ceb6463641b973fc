"""Documents that are nearly right: what happens to a file on its way, and what somebody may do to it."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

# What readers trip over, as bytes put anywhere into a document.
TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b"\x1b[31m", b"\xc2\x85",
    b"\\ud800", b"\\u0000", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b'"', b"'", b",", b";", b"\t", b"-",
    b"=cmd|' /C calc'!A0", b"<script>", b"</td></tr>", b"&#0;", b"&#55296;", b"%PDF-1.7", b"PK\x03\x04",
    b"9" * 5000, b"-1", b"1e999999", b"NaN", b"Infinity", b"0E-10", b"1E+400000", b"\xd9\xa3", b"\xc2\xb2",
    b"[" * 3000, b"{" * 3000, b"<b>" * 3000, b"x" * 200_000,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, 0, -1, 2**63, 10**5000, 1.5, float("inf"), float("nan"), "", " ", "x", "\x00", "\ud800",
    "9" * 5000, "1e999999", "NaN", "0E-10", "-0.1", "²", "٣", "<script>", "=1+1", "x" * 200_000, [], {}, [[]],
    ["x"], {"x": 1}, "2024-02-30T00:00:00.000+00:00", "24,5", "24.5000000000",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, content: bytes) -> bytes:
    """A document after one to three mishaps."""
    for _ in range(draw(st.integers(1, 3))):
        content = draw(st.one_of(_bytes(content), _lines(content), _json(content), _zip(content)))
    return content


@st.composite
def _bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """Cut, doubled, flipped, or with something put in."""
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 2000)))
    middle = draw(
        st.one_of(
            st.just(b""),
            st.just(content[start:end] * 2),
            st.sampled_from(TOKENS),
            st.binary(max_size=20),
            st.just(bytes(byte ^ 0x80 for byte in content[start:end])),
        )
    )
    return content[:start] + middle + content[end if draw(st.booleans()) else start :]


@st.composite
def _lines(draw: st.DrawFn, content: bytes) -> bytes:
    """Cells of a line swapped, emptied or replaced; the separator is the likeliest one."""
    lines = content.split(b"\n")
    number = draw(st.integers(0, len(lines) - 1))
    cells = lines[number].split(max([b",", b";", b"\t"], key=lines[number].count))
    one, other = (draw(st.integers(0, len(cells) - 1)) for _ in range(2))
    kept = cells[one]
    cells[one] = draw(st.sampled_from([cells[other], b"", *TOKENS]))
    cells[other] = draw(st.sampled_from([kept, cells[other]]))
    lines[number] = b",".join(cells)
    return b"\n".join(lines)


@st.composite
def _json(draw: st.DrawFn, content: bytes) -> bytes:
    """A value anywhere in a JSON document replaced, or a key taken away."""
    try:
        root = [json.loads(content)]
    except (ValueError, RecursionError):
        return draw(_bytes(content))
    holder, key = draw(st.sampled_from(list(_places(root))))
    if isinstance(holder, dict) and draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(st.sampled_from(VALUES))
    return _dumps(root[0]).encode()


def _dumps(value: Any) -> str:
    """JSON, numbers with more digits than Python converts among them."""
    return json.dumps(_spelt(value)).replace('"@huge"', "9" * 5000)


def _spelt(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spelt(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_spelt(one) for one in value]
    return "@huge" if value == 10**5000 else value


def _places(root: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [root]
    while waiting:
        holder = waiting.pop()
        pairs = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in pairs:
            yield holder, key
            if isinstance(value, dict | list):
                waiting.append(value)


@st.composite
def _zip(draw: st.DrawFn, content: bytes) -> bytes:
    """A part of an XLSX or ODS changed inside its archive, so that the archive itself is sound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = draw(st.sampled_from(sorted(parts)))
    except Exception:  # broken already, in one of many ways
        return draw(_bytes(content))
    parts[name] = draw(_bytes(parts[name]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return out.getvalue()
