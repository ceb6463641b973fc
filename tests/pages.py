"""What the tests of pages share: a page as its reader sees it, a column of a release."""

import re
import sqlite3
from contextlib import closing

MARKUP = re.compile(r"<[^>]+>")


async def text_of(site, path):
    """What a reader sees of a page, with plain spaces."""
    response = await site.get(path)
    assert response.status_code == 200, path
    body = response.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(MARKUP.sub(" ", body).replace("\u202f", " ").split())


def column(database, sql):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return [value for (value,) in connection.execute(sql)]
