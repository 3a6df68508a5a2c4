"""Names in a text: known ones, organisations and persons by pattern, and the actors they stand for."""
