"""How sure a reading must be to count for more than a guess."""

from __future__ import annotations

#: a post of less confidence has its body inferred, not told: it neither unites people nor holds them apart, and is
#: doubtful until an article or a person says it plainly
TOLD_PLAINLY = 0.7
