"""Whether two texts are one: by their words, by their address, by what runs of words they share."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# A sign of Chinese or kana is a word by itself, for no space parts them.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
RUN = 5
# The smallest hashes of a text's runs: those of nearly the same text are mostly the same ones
# (Broder 1997, "On the resemblance and containment of documents").
SKETCH = 16
# What is added to addresses to see where readers come from.
TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|mc_cid|mc_eid|igshid|ocid|cmpid|ns_\w+|at_\w+)", re.IGNORECASE
)


def words(text: str) -> list[str]:
    """Return the words of a text, without case and punctuation."""
    return WORD.findall(text.casefold())


def words_sha256(text: str) -> str:
    """Return the hash of a text's words: line breaks, spaces and quotation marks do not count."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()


def runs(text: str) -> set[int]:
    """Return the hashes of all runs of words in a text; of a short text, that of the whole."""
    found = words(text)
    starts = range(max(1, len(found) - RUN + 1))
    return {hashed(" ".join(found[start : start + RUN])) for start in starts}


def hashed(run: str) -> int:
    """Return a hash that SQL can hold as a whole number."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest()) >> 1


def sketch(text: str) -> list[int]:
    """Return the few hashes by which nearly the same texts are found."""
    return sorted(runs(text))[:SKETCH]


def likeness(one: str, other: str) -> float:
    """Return the share of runs of words that two texts have in common, 0 to 1."""
    left, right = runs(one), runs(other)
    return len(left & right) / len(left | right)


def canonical(url: str) -> str:
    """Return an address without what differs between ways to one page; "" for none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        query = [one for one in parse_qsl(parts.query) if not TRACKING.fullmatch(one[0])]
    except ValueError:  # no address, or more parameters than one has
        return ""
    path = parts.path.rstrip("/")
    return f"{host}{path}?{urlencode(sorted(query))}".rstrip("?") if host else ""
