"""The table of a KSIS category: its head (head.py) and its rows (table.py)."""
