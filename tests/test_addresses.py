"""Whose addresses are asked: hosts of the source alone, at public addresses, those that were checked."""

import shutil
import ssl
import subprocess

import pytest

from ingest import request
from ingest.polite import NextRun, parse_address
from ingest.reading import FetchError
from ingest.request import Network, is_public
from tests.conftest import need
from tests.fetching import HOST, LOCAL, local_client, source
from tests.hostile import CSV, hostile_site
from tests.raw_server import running_site

MOST = 1_000_000


@pytest.fixture
def site():
    with hostile_site() as running:
        yield running


def get(site, path="/buono.csv", client=None):
    return (client or local_client()).get(site.url(path), source(), MOST)


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        (HOST, True),
        (f"www.{HOST}", True),
        (HOST.upper(), True),
        (f"finti{HOST}", False),
        (f"{HOST}.altrove.example", False),
        ("example", False),
        (f"{HOST}@altrove.example", False),
        (f"utente@{HOST}", False),
    ],
)
def test_only_hosts_of_the_source_are_asked(site, host, is_own):
    url = site.url("/buono.csv", host)
    if is_own:
        assert local_client().get(url, source(), MOST).content == CSV
        return
    with pytest.raises(FetchError, match="not on a host of the source|user name"):
        local_client().get(url, source(), MOST)
    assert site.requests == []


@pytest.mark.parametrize(
    "text", ["", "gara.csv", "/gara.csv", "ftp://risultati.example/x", "file:///etc/hostname",
             "http://", "http://a\n.example/", "javascript:alert(1)", "//risultati.example/x"]
)  # fmt: skip
def test_what_is_no_address_of_the_web(text):
    with pytest.raises(FetchError, match="not an address"):
        parse_address(text)


def test_blanks_and_accents_of_an_address_are_escaped(site):
    site.put("/gara%20n.%C2%B01.csv", CSV)
    assert get(site, "/gara n.°1.csv#pagina2").content == CSV
    assert get(site, "/gara%20n.%C2%B01.csv").content == CSV


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
     "::ffff:8.8.8.8", "2002:7f00:1::1", "192.0.2.1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b:1::1",
     "::127.0.0.1", "fec0::1"],
)  # fmt: skip
def test_an_address_inside_is_not_public(site, address):
    """The name belongs to the source, and leads inside: nothing is sent."""
    assert not is_public(address)
    client = local_client(network=Network(resolve=lambda host, port: ["8.8.8.8", address]))
    with pytest.raises(NextRun, match="not a public address"):
        get(site, client=client)
    assert site.requests == []


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.1", "2a00:1450:4002:402::2003"])
def test_an_address_of_the_open_internet_is_public(address):
    assert is_public(address)


def test_a_name_that_changes_its_address_is_not_followed(site):
    """Resolved once a request, and connected to what was checked: the second answer is never used."""
    answers = iter(["127.0.0.1", "127.0.0.1", "169.254.169.254"])
    network = Network(resolve=lambda host, port: [next(answers)], may_connect=LOCAL.may_connect)
    client = local_client(network=network)
    assert get(site, client=client).content == CSV
    with pytest.raises(FetchError, match="is at 169.254.169.254"):
        get(site, client=client)
    assert len(site.requests) == 2


def test_the_next_address_is_tried_when_one_cannot_be_reached(site):
    network = Network(
        resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"], may_connect=lambda _: True
    )
    assert get(site, client=local_client(network=network)).content == CSV


def test_a_proxy_of_the_surroundings_is_not_used(site, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert get(site).content == CSV


@pytest.fixture
def secure_site(tmp_path, monkeypatch):
    """A site over TLS whose certificate is good for HOST alone."""
    need(shutil.which("openssl"), "openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
         "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(request, "_certificates", lambda: trusting)
    with running_site(server_side) as site:
        site.put("/buono.csv", CSV)
        yield site


def test_the_certificate_is_checked_against_the_name_though_an_address_is_connected_to(secure_site):
    url = f"https://{HOST}:{secure_site.port}/buono.csv"
    assert local_client().get(url, source(), MOST).content == CSV
    with pytest.raises(NextRun, match="CERTIFICATE_VERIFY_FAILED"):
        local_client().get(url.replace(HOST, f"www.{HOST}"), source(), MOST)
