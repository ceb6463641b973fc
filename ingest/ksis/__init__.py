"""The table of a KSIS category: its cells (cells.py), its head (head.py), its rows (table.py)."""
