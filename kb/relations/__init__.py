"""What is between two actors: whom they count as their own, when they met, what they agreed, and who says so."""
