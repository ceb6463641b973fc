"""The first page, the state of the site, and what every page of ours shares."""

from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from jinja2 import Environment

from ingest import site
from ingest.serve import DATABASE_NAME

Row = dict[str, Any]


def list_questions(queries: dict[str, Row]) -> list[Row]:
    """The canned queries by title, each asked about its example."""
    questions = [
        {"title": query["title"], "address": site.question_address(name, query["examples"])}
        for name, query in queries.items()
    ]
    return sorted(questions, key=lambda question: str(question["title"]))


async def home(datasette: Datasette, request: Request) -> Response:
    """Search, the latest competitions, what there is, the questions."""
    data = await site.fetch_page(datasette, "home")
    queries = await datasette.get_canned_queries(DATABASE_NAME, None)
    context = {
        "latest": data["latest"],
        "coverage": data["coverage"][0],
        "sources": data["sources"],
        "questions": list_questions(queries),
    }
    return site.html_page(datasette, "home.html", context, request=request)


async def health(datasette: Datasette) -> Response:
    """Plain text for monitors and for the soundness check of a release."""
    counts = (await site.fetch_page(datasette, "health"))["counts"][0]
    lines = ["ok", *(f"{name} {value}" for name, value in counts.items())]
    return Response.text("\n".join(lines) + "\n")


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    site.dress_environment(env, datasette)


@hookimpl  # type: ignore[untyped-decorator]
async def startup(datasette: Datasette) -> None:
    await site.prepare_site(datasette)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/$", home), (r"/salute$", health)]
