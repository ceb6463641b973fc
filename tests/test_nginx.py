"""deploy/nginx.conf is in order and works: what its log holds, what it closes, what it lets through."""

import json
import os
import re
import shutil
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlencode

import pytest

from tests.conftest import ROOT, find_free_port, need, serving
from tests.test_pages import site_database  # noqa: F401

CONF = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
MARKER = "zzmarcatore"
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log off;
{extra}
    include {folder}/pedana.conf;
}}
"""


def write_conf(folder, upstream="127.0.0.1:9", https=0, http=0, extra=""):
    """The file as it stands, with free ports, a certificate of its own and the logs in a folder."""
    nginx, openssl = shutil.which("nginx", path=PATH), shutil.which("openssl")
    need(nginx, "nginx is not installed")
    need(openssl, "openssl is not installed")
    subject = ["-subj", "/CN=pedana.example", "-days", "1", "-nodes", "-newkey", "rsa:2048"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([openssl, "req", "-x509", *subject, *files], check=True, capture_output=True)
    conf = re.sub(r"listen \[::\]:\d+( ssl)?;", "", CONF)
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{http or find_free_port()};")
    conf = conf.replace("listen 443 ssl;", f"listen 127.0.0.1:{https or find_free_port()} ssl;")
    conf = conf.replace("/etc/letsencrypt/live/pedana.example", str(folder))
    conf = conf.replace("/var/log/pedana", str(folder)).replace("127.0.0.1:8001", upstream)
    (folder / "pedana.conf").write_text(conf)
    (folder / "main.conf").write_text(MAIN.format(folder=folder, extra=extra))
    return [nginx, "-p", str(folder), "-c", str(folder / "main.conf")]


@contextmanager
def running(command, log):
    """nginx in a process of its own, ended by its own id."""
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while not log.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        yield
    finally:
        server.terminate()
        server.wait(10)


def ask(address, **headers):
    """(status, headers, text); a certificate of a test is nobody's, and no redirect is followed."""
    context = ssl._create_unverified_context()
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), Stay())
    data = headers.pop("data", None)
    request = urllib.request.Request(
        address, data=data, headers={"Host": "pedana.example"} | headers
    )
    try:
        with opener.open(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode("utf-8", "replace")


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def test_the_example_is_in_order(tmp_path):
    answer = subprocess.run([*write_conf(tmp_path), "-t"], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert "warn" not in answer.stderr


def test_what_it_logs_closes_and_lets_through(tmp_path, site_database):  # noqa: F811
    http, https = find_free_port(), find_free_port()
    site = f"https://127.0.0.1:{https}"
    with serving(tmp_path, site_database) as upstream:
        command = write_conf(tmp_path, upstream.removeprefix("http://"), https, http)
        with running(command, tmp_path / "access.log"):
            status, headers, text = ask(
                f"{site}/cerca?q={MARKER}", Referer=f"https://x.example/?q={MARKER}"
            )
            assert status == 200 and headers["x-robots-tag"] == "noindex"
            assert headers["strict-transport-security"] and "uvicorn" not in headers["server"]
            assert "<html" not in ask(f"{site}/cerca?q=finta", **{"HX-Request": "true"})[2], (
                "as you type"
            )
            robots = ask(f"{site}/robots.txt")
            assert robots[0] == 200 and "Sitemap: https://pedana.example/sitemap.xml" in robots[2]
            closed = ["/-/databases.json", "/-/plugins", "/-/messages", "/-/", "/-/allow-debug"]
            assert [ask(site + path)[0] for path in closed] == [404] * 5
            assert ask(f"{site}/-/static/table.js")[0] == 200
            assert ask(f"{site}/-/static/%2e%2e/databases.json")[0] in (400, 404)
            for path in ("/%5cevil.example/", "/%5Cevil.example/", "//evil.example/"):
                assert ask(site + path)[0] == 400, path
            assert ask(f"{site}/", data=b"x=1")[0] == 403
            assert ask(f"http://127.0.0.1:{http}/cerca?q={MARKER}")[0] == 308
            status, headers, text = ask(f"{site}/segnala?pagina={MARKER}")
            assert status == 200 and "ds_csrftoken" in headers["set-cookie"] and "<form" in text
            assert {"secure", "httponly"} <= {*headers["set-cookie"].lower().split("; ")}
            form = b"token=" + re.search(r'name="token" value="([^"]+)"', text)[1].encode()
            cookie = headers["set-cookie"].partition(";")[0]
            sent = ask(f"{site}/segnala", data=form, Cookie=cookie, Origin="https://pedana.example")
            assert "troppo in fretta" in sent[2], "cookie and body came through"
            foreign = ask(
                f"{site}/segnala", data=form, Cookie=cookie, Origin="https://altro.example"
            )
            assert foreign[0] == 403 and "altro sito" in foreign[2]
            tries = [ask(f"{site}/segnala", data=b"x=1")[0] for _ in range(20)]
            assert 429 in tries and tries[-1] == 429
            assert ask(f"{site}/privacy")[0] == 200
            for odd in (
                f"/cerca%3Fq={MARKER}",
                f"/cerca;q={MARKER}",
                f"/{MARKER}",
                f"/cerca{MARKER}",
            ):
                ask(site + odd)
                ask(f"http://127.0.0.1:{http}{odd}")
        require_quiet(tmp_path)


FORM = {"cosa": "mistake", "testo": "Il totale finto è 80.100.", "pagina": "/gare/finta"}


def test_who_writes_leaves_no_line_in_the_log(tmp_path, site_database, monkeypatch):  # noqa: F811
    """A form that is sent and confirmed, looked at, refused and asked for without TLS, by any spelling."""
    monkeypatch.setenv("PEDANA_REQUESTS", str(tmp_path / "inbox" / "requests.db"))
    http, https = find_free_port(), find_free_port()
    site, plain = f"https://127.0.0.1:{https}", f"http://127.0.0.1:{http}"
    with serving(tmp_path, site_database) as upstream:
        command = write_conf(tmp_path, upstream.removeprefix("http://"), https, http)
        with running(command, tmp_path / "access.log"):
            _, headers, text = ask(f"{site}/segnala?pagina=/gare/finta")
            token = re.search(r'name="token" value="([^"]+)"', text)[1]
            time.sleep(3.1)
            sent = ask(
                f"{site}/segnala",
                data=urlencode(FORM | {"token": token}).encode(),
                Cookie=headers["set-cookie"].partition(";")[0],
                Origin="https://pedana.example",
            )
            assert sent[0] == 303
            place = sent[1]["location"].partition("/segnala")[2]
            assert ask(f"{site}/segnala{place}")[0] == 200
            odd = ["", "?pagina=/gare/finta", place, "/", "/altro", "%2Fricevuta", ".json"]
            for address in [*(f"/segnala{end}" for end in odd), "/%73egnala", "/./segnala"]:
                ask(site + address)
                assert ask(plain + address)[0] == 308
            status, _, text = ask(f"{site}/segnala", data=b"x" * 100_000)
            assert status == 413 and "Il testo è troppo lungo" in text
            for file in ("/static/style.css", "/-/static/table.js", "/favicon.ico"):
                ask(site + file)
    assert (tmp_path / "access.log").read_text() == ""


def require_quiet(folder):
    """Nothing that was looked for, and no full address, in any log of nginx; a line a page."""
    access = (folder / "access.log").read_text()
    assert access.count("\n") > 15
    assert re.match(r"127\.0\.0\.0 \[[^]]+\] GET /cerca 200 \d+ \d+\.\d+$", access.splitlines()[0])
    for name in ("access.log", "error.log", "main.log"):
        text = (folder / name).read_text()
        assert MARKER not in text and "127.0.0.1" not in text and "Mozilla" not in text, name


def test_a_backend_that_is_gone_leaves_no_request_in_the_log(tmp_path):
    https = find_free_port()
    command = write_conf(tmp_path, f"127.0.0.1:{find_free_port()}", https)
    with running(command, tmp_path / "access.log"):
        assert ask(f"https://127.0.0.1:{https}/cerca?q={MARKER}")[0] == 502
    assert "GET /cerca 502" in (tmp_path / "access.log").read_text()
    assert MARKER not in "".join(path.read_text() for path in tmp_path.glob("*.log"))


class Backend(BaseHTTPRequestHandler):
    """Answers with the headers that came."""

    def do_GET(self):
        text = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


def test_the_site_is_told_no_more_than_it_needs(tmp_path):
    """Of who reads the network alone; the form has the address, to count senders in memory."""
    https = find_free_port()
    sent = {"Cookie": MARKER, "Referer": MARKER, "User-Agent": MARKER, "X-Forwarded-For": MARKER}
    backend = HTTPServer(("127.0.0.1", 0), Backend)
    answering = threading.Thread(target=backend.serve_forever)
    answering.start()
    command = write_conf(tmp_path, f"127.0.0.1:{backend.server_port}", https)
    try:
        with running(command, tmp_path / "access.log"):
            page, form = [
                json.loads(ask(f"https://127.0.0.1:{https}{path}", **sent)[2])
                for path in ("/cerca?q=a", "/segnala")
            ]
    finally:
        backend.shutdown()
        answering.join()
        backend.server_close()
    ours = {"host": "pedana.example", "x-forwarded-proto": "https"}
    assert page == ours | {"x-forwarded-for": "127.0.0.0"}
    assert form == ours | {"x-forwarded-for": "127.0.0.1", "cookie": MARKER}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("2001:db8:12:3456::1", "2001:db8:12::"),
        ("2001:db8::12:3456", "2001:db8::"),
        ("2001::12:3456:7:8", "2001::"),
        ("::1", "unknown"),
    ],
)
def test_an_address_is_cut_to_its_network(tmp_path, address, network):
    """The map by itself, asked with an address that the proxy in front would give."""
    port = find_free_port()
    extra = (
        f"real_ip_header X-Real-IP; set_real_ip_from 127.0.0.1;"
        f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 $pedana_network; }} }}"
    )
    with running(write_conf(tmp_path, extra=extra), tmp_path / "access.log"):
        assert ask(f"http://127.0.0.1:{port}/", **{"X-Real-IP": address})[2] == network


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("203.0.113.77", "203.0.113.77"),
        ("::ffff:203.0.113.77", "203.0.113.77"),
        ("2001:db8:12:3456:1:2:3:4", "2001:db8:12:34"),
        ("2001:db8:12:34ff::1", "2001:db8:12:34"),
        ("2001:db8:12:345::1", "2001:db8:12:3"),
        ("2001:db8:12:ff::1", "2001:db8:12:"),
        ("2001:db8:12::1", "2001:db8:12:"),
        ("2001:db8:12:0:1:2:3:4", "2001:db8:12:"),
        ("2001:db8::12:3456", "2001:db8:"),
        ("::1", "unknown"),
    ],
)
def test_a_home_line_is_one_sender(tmp_path, address, sender):
    port = find_free_port()
    extra = (
        f"real_ip_header X-Real-IP; set_real_ip_from 127.0.0.1;"
        f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 $pedana_sender; }} }}"
    )
    with running(write_conf(tmp_path, extra=extra), tmp_path / "access.log"):
        assert ask(f"http://127.0.0.1:{port}/", **{"X-Real-IP": address})[2] == sender


def test_the_logs_are_kept_as_long_as_the_notice_says():
    rotate = (ROOT / "deploy" / "logrotate.conf").read_text(encoding="utf-8")
    notice = (ROOT / "deploy" / "notice.toml").read_text(encoding="utf-8")
    days = int(re.search(r'log_days = "(\d+)"', notice)[1])
    assert f"maxage {days}\n" in rotate and f"rotate {days - 1}\n" in rotate and "daily\n" in rotate
    assert set(re.findall(r"/var/log/[\w/]+", CONF)) == {
        "/var/log/pedana",
        "/var/log/pedana/access",
        "/var/log/pedana/error",
    }
    assert CONF.count("access_log /") == CONF.count(" pedana if=") == 2
