"""Counts out of counts, and names made comparable."""

from unicodedata import combining, normalize

Row = tuple[str, str]


def rate(part: int, whole: int) -> float | None:
    """Return part of whole, rounded for reading; None where there is nothing to take it of."""
    return round(part / whole, 4) if whole else None


def row(name: str, part: int, whole: int) -> Row:
    """Return a measure as a row of name and value."""
    share = f"{part / whole:.1%}, " if whole else ""
    return name.replace("_", " "), f"{share}{part} of {whole}"


def folded_name(name: str) -> str:
    """Fold a name for comparison.

    Case, white space, accents, the form of apostrophes and a leading "the" make no difference.
    """
    bare = "".join(sign for sign in normalize("NFKD", name) if not combining(sign))
    return " ".join(bare.replace("\u2019", "'").casefold().split()).removeprefix("the ")
