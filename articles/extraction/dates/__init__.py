"""Step 3: the dates of a text, with the days they mean.

A grammar of our own over tokens. `symbols` and `reading` make a string of symbols of the words; `rules_days`,
`rules_years` and `rules_relative` are patterns over it; `joining` puts together what is one date; `direction` tells
from the verb whether a date lies ahead; `resolution` and `stretches` turn what the words say into days. It needs no
trained model, and uses tags and the dependency tree where the document has them.
"""

from articles.extraction.dates.finding import DateMention, DatePart, find_dates

__all__ = ["DateMention", "DatePart", "find_dates"]
