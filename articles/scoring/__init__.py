"""Scoring of extracted facts against gold annotations."""
