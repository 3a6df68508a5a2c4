"""From the gazetteer files into the database, leaving alone what people decided.

`changes` tells a person's edits from the loader's own work, `actors` and `places` write,
`loading` drives them and runs after each migration.
"""

from kb.gazetteer_loading.loading import LoadReport, load_after_migrate, load_gazetteers

__all__ = ["LoadReport", "load_after_migrate", "load_gazetteers"]
