"""One rule for the charset of all that is read: pages that list documents, and the documents."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.reading import ReadingError
from ingest.sheet.charset import decode, decode_page

ITALIAN = "Società Ginnastica Perù – qualità “così” È"
FRENCH = "Équipe, Élève, Benoît, Françoise, où, Crêt d’Œx"
POLISH = "Łódź, Świętochłowice, Żółta Gęś"


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        (ITALIAN.encode(), "", ITALIAN),
        (ITALIAN.encode(), "text/html; charset=iso-8859-1", ITALIAN),
        (b"\xef\xbb\xbf" + ITALIAN.encode(), "", ITALIAN),
        (ITALIAN.encode("utf-16"), "", ITALIAN),
        (ITALIAN.encode("cp1252"), "", ITALIAN),
        (ITALIAN.encode("cp1252"), "text/html; charset=utf-8", ITALIAN),
        (ITALIAN.encode("cp1252"), "text/html; charset=ISO-8859-1", ITALIAN),
        ("Società".encode("latin-1"), "", "Società"),
        (POLISH.encode("cp1250"), "text/html; charset=windows-1250", POLISH),
        (POLISH.encode("iso8859-2"), 'text/html; charset="ISO-8859-2"', POLISH),
        (b"<meta charset=windows-1250>" + POLISH.encode("cp1250"), "text/html",
         "<meta charset=windows-1250>" + POLISH),
        (b"<?xml version='1.0' encoding='iso-8859-2'?>" + POLISH.encode("iso8859-2"), "",
         "<?xml version='1.0' encoding='iso-8859-2'?>" + POLISH),
        (b"<meta charset=utf-8>" + ITALIAN.encode("cp1252"), "", "<meta charset=utf-8>" + ITALIAN),
        (ITALIAN.encode("cp1252"), "text/html; charset=marziano", ITALIAN),
        (ITALIAN.encode("cp1252"), "text/html; charset=hex", ITALIAN),
        ((ITALIAN + ", ").encode() + "piè".encode("latin-1"), "", ITALIAN + ", piè"),
        ("«LIBERTÈ» perù".encode("cp1252"), "", "«LIBERTÈ» perù"),
        (POLISH.encode("cp1250"), "", POLISH),
        (POLISH.encode("iso8859-2"), "text/html; charset=iso-8859-1", POLISH),
        (FRENCH.encode("cp1252"), "", FRENCH),
        (ITALIAN.encode("utf-16"), "text/html; charset=iso-8859-1", ITALIAN),
        (ITALIAN.encode("cp1252"), "text/html; charset=windows-1259", ITALIAN),
        (b"\xff\xfeA\x00b", "", "A\ufffd"),
    ],
)  # fmt: skip
def test_the_text_of_a_page(content, content_type, text):
    assert decode_page(content, content_type) == text


@pytest.mark.parametrize("text", [ITALIAN, POLISH, FRENCH, "Società Finta", "perù", "Zażółć", "x"])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "cp1250", "iso8859-2", "cp850", "utf-16"])
def test_a_page_is_listed_as_it_is_read(text, charset):
    """The same bytes are the same text for whoever lists documents and for whoever reads them."""
    content = text.encode(charset, errors="ignore")
    assert decode_page(content) == decode(content)


@given(st.binary(max_size=200), st.text(max_size=40))
@example(b"\xe0", "charset=cp1259")
def test_any_bytes_are_a_text(content, content_type):
    page = decode_page(content, content_type)
    try:
        assert page == decode(content, content_type)
    except ReadingError:
        assert isinstance(page, str)
