"""The audit from real sales data: ledgers and surveys as companies export them, and their figures.

Nothing here is imported before a file is opened: DuckDB and the reader of sheets load on first use.
"""
