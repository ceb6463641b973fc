"""When two address texts are one page, and which texts are no address."""

import pytest

from ingest.citations import cite

NEWS = "https://www.federginnastica.it/news"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/gara", "https://example.org/gara"),
        ("https://www.example.org/gara", "https://example.org/gara"),
        ("https://EXAMPLE.org/gara", "https://example.org/gara"),
        ("https://example.org/gara/", "https://example.org/gara"),
        ("https://example.org/gara#podio", "https://example.org/gara"),
        ("https://example.org/gara?utm_source=x&utm_medium=y", "https://example.org/gara"),
        ("https://example.org/gara?fbclid=x", "https://example.org/gara"),
        ("https://example.org/?p=12&rcp_action=x", "https://example.org/?p=12"),
        (f"{NEWS}/21-competizioni-nazionali/12345-gara-inventata.html", f"{NEWS}/12345-altra.html"),
        (f"{NEWS}/12345-gara.html?highlight=WyJ4Il0", f"{NEWS}/12345-gara.html"),
    ],
)
def test_one_page(one: str, other: str) -> None:
    assert cite(one).citation_id == cite(other).citation_id
    assert cite(one).key == cite(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/gara", "https://example.org/gara-2"),
        ("https://example.org/gara", "https://example.com/gara"),
        ("https://example.org/?p=12", "https://example.org/?p=13"),
        ("https://example.org/Gara", "https://example.org/gara"),
        (f"{NEWS}/12345-gara.html", f"{NEWS}/12346-gara.html"),
        ("pagina senza indirizzo", "altra pagina senza indirizzo"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    assert cite(one).citation_id != cite(other).citation_id


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/gara", True),
        ("http://example.org", True),
        ("https://example.org/gara-n%C2%B02?p=1", True),
        ("https://example.org/.../gara", False),
        ("https://example.org/gara inventata", False),
        ("example.org/gara", False),
        ("https://senzapunto/gara", False),
        ("javascript:alert(1)", False),
        ("documento abcdef", False),
        ("http://[rotto", False),
        ("", False),
    ],
)
def test_only_an_address_is_a_link(address: str, is_link: bool) -> None:
    citation = cite(address)
    assert citation.is_link is is_link
    assert citation.address == address, "the text is kept as it was cited"


@pytest.mark.parametrize(
    ("address", "host", "trust"),
    [
        (f"{NEWS}/12345-gara.html", "federginnastica.it", 3),
        ("https://www.coni.it/gara", "coni.it", 2),
        ("https://www.example.org/gara", "example.org", 1),
        ("nessun indirizzo", "", 1),
    ],
)
def test_host_and_trust(address: str, host: str, trust: int) -> None:
    citation = cite(address)
    assert (citation.host, citation.trust) == (host, trust)
