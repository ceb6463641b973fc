"""Scoreholder's JSON of an event, read strictly: the marks (scores.py), the event around them (event.py),
what is counted across it (across.py), the rows (rows.py).
"""
