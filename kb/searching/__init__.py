"""What somebody asks for in a search box, and what of it is known: words, names, times, exclusions."""
