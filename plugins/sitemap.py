"""/sitemap.xml: the pages that a search engine may keep, and no other."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from ingest import site

MOST = 50_000  # addresses of one file, as sitemaps.org has it
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def xml_file(outer: str, inner: str, addresses: Sequence[str]) -> Response:
    """A list of addresses in the form of sitemaps.org."""
    lines = [f"<{inner}><loc>{escape(address)}</loc></{inner}>" for address in addresses]
    text = "\n".join([f'{HEAD}<{outer} xmlns="{NAMESPACE}">', *lines, f"</{outer}>\n"])
    return Response(text, content_type="application/xml; charset=utf-8")


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """The list, or that of its files where it is longer than one may be."""
    addresses = sorted(site.INDEXABLE[datasette])
    files = [addresses[start : start + MOST] for start in range(0, len(addresses), MOST)] or [[]]
    number = request.url_vars["number"]
    if not number and len(files) > 1:
        names = [f"/sitemap-{place}.xml" for place in range(1, len(files) + 1)]
        return xml_file("sitemapindex", "sitemap", absolute(datasette, request, names))
    place = int(number or 1) - 1
    if not 0 <= place < len(files):
        return site.not_found(datasette)
    return xml_file("urlset", "url", absolute(datasette, request, files[place]))


def absolute(datasette: Datasette, request: Request, addresses: Sequence[str]) -> list[str]:
    return [datasette.absolute_url(request, datasette.urls.path(one)) for one in addresses]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/sitemap(?:-(?P<number>[1-9][0-9]{0,3}))?\.xml$", sitemap)]
