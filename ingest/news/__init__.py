"""News of a federation: results that stand in sentences and in lists -> RawRow, or nothing at all.

words (what looks like a score, a place, an apparatus) -> context (what a heading says) -> entries (who has
which score) -> marks (rows of it) -> page (all scores of a page, or an error that says which is not read).
"""
