"""Web addresses in one form, by which the same page is known however its address was written down.

Equal are, by RFC 3986 (section 6.2) and the habits of news sites: http and https, letters of the host in either case,
with and without `www.`, the port that is usual anyway, a slash at the end, dots in the path, escapes in either form, a
place on the page (`#comments`), the order of parameters, and parameters that only say how a reader came.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

MOST = 1000
#: names of parameters that tell how a reader came (analytics, advertising, newsletters), never which page he reads
TRACKING = re.compile(
    r"""utm_\w+ | itm_\w+ | mtm_\w+ | (?:pk|piwik)_(?:campaign|kwd|keyword|source|medium|content)
    | at_(?:medium|campaign|link\w*|format|ptr_name|bbc_team|custom\d) | ns_(?:mchannel|source|campaign|linkname|fee)
    | hsa_\w+
    | fb_(?:action_\w+|comment_id|ref|source) | mc_[ce]id | vero_(?:id|conv) | _hs(?:enc|mi) | __hs\w+ | ref_(?:src|url)
    | oly_(?:anon|enc)_id | guccounter | guce_referrer(?:_sig)? | (?:[a-z]{1,2}|fb|ms|ys)clid | gclsrc | [gw]braid
    | igsh(?:id)? | li_fat_id | s_kwcid | ef_id | _g[al] | _openstat | wickedid | cmpid | ocid | smid | smtyp | sref
    | taid | xtor | spm | soc_(?:src|trk) | mkt_tok""",
    re.VERBOSE | re.IGNORECASE,
)
USUAL_PORTS = ("80", "443")
#: characters of a path that need no escape
_PLAIN = "/:@!$&'()*+,;=~-._"


def canonical_address(url: str) -> str:
    """The address in its one form; empty for what is no web address.

    >>> canonical_address("HTTP://www.Example.org:80/a/../news/1/?utm_source=x&b=2&a=1#top")
    'https://example.org/news/1?a=1&b=2'
    >>> canonical_address("wire/7")
    ''
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts.hostname or "", parts.port)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    # pages that are made by a script have their name behind the mark (`#!/news/1`, `#/news/1`)
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    query = _query(parts.query)
    found = f"https://{host}{_path(parts.path)}{'?' if query else ''}{query}{place}"
    return found if len(found) <= MOST else f"{found[: MOST - 65]}~{hashlib.sha256(found.encode()).hexdigest()}"


def _host(name: str, port: int | None) -> str:
    name = name.lower().rstrip(".").removeprefix("www.")
    if not name.isascii():
        # UnicodeError is a ValueError: no host
        name = name.encode("idna").decode()
    return name if port is None or str(port) in USUAL_PORTS else f"{name}:{port}"


def _path(path: str) -> str:
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            # an escaped slash or percent sign stands for itself, and is no end of a step
            steps.append(quote(unquote(step), safe=_PLAIN.replace("/", "")))
    return "".join(f"/{step}" for step in steps)


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted((name, value) for name, value in pairs if not TRACKING.fullmatch(name)))
