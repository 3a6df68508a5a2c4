"""Which program it is: the number that `pyproject.toml` bears, for citations and for the page of the data."""

VERSION = "0.1.0"
