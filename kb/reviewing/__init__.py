"""The review queue: what the program doubts, one item after another, and what people decide about it."""
