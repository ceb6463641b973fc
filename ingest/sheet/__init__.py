"""Sheets: printed rankings of any layout -> RawRow, in small steps. A PDF, a spreadsheet, a CSV and an HTML
table all become lines of words with a position; from there on they are read alike.
"""
