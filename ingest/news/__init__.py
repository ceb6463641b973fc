"""News of a federation: results that stand in sentences and in lists -> RawRow, or nothing at all.

words (what looks like a score, a place, an apparatus) -> headings (what a heading says) -> entries (who has
which score) -> rows (of each score) -> page (all scores of a page, or an error that says which is not read);
tables (a table is read as a sheet).
"""
