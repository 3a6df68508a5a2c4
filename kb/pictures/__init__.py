"""Where the marks of pictures stand: pure functions from dates, counts and coordinates to places on paper.

No Django and no database in here; templates draw what these functions lay out (`templates/kb/pictures/`).
Lengths are units of the drawing, of which about one is a pixel on a wide screen.
"""
