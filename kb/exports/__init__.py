"""A filtered list as a file: a table, a calendar, a graph."""
