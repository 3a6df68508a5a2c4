"""What is known beforehand about states, organisations, posts, cities and persons: CSV files and their readers.

Pure: no Django here. README.md says where the data comes from and how to add a name.
"""

from kb.gazetteers.reading import (
    FILES,
    GazetteerError,
    read_cities,
    read_countries,
    read_organisations,
    read_other_languages,
    read_persons,
    read_titles,
)
from kb.gazetteers.rows import CityRow, CountryRow, OrganisationRow, OtherLanguagesRow, PersonRow, TitleRow

__all__ = [
    "FILES",
    "CityRow",
    "CountryRow",
    "GazetteerError",
    "OrganisationRow",
    "OtherLanguagesRow",
    "PersonRow",
    "TitleRow",
    "read_cities",
    "read_countries",
    "read_organisations",
    "read_other_languages",
    "read_persons",
    "read_titles",
]
