"""The common nouns that stand for sources."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as running text."""
    return frozenset(text.split())


UNNAMED = words(
    "source sources official officials person people someone somebody anyone expert experts "
    "observer observers analyst analysts witness witnesses insider insiders aide aides "
    "diplomat diplomats critic critics report reports rumour rumours rumor rumors many some "
    "others most several few authorities one everyone everybody all both spokesman "
    "spokeswoman spokesperson"
)
SPOKEN_FOR = words("spokesman spokeswoman spokesperson spokespeople spokesmen statement")
PAPERS = words(
    "report article statement letter letters book study account footage pictures picture "
    "video document documents release interview tweet post memo filing filings indictment "
    "complaint lawsuit editorial analysis survey poll story blog page website site newsletter "
    "memoir column email emails e-mail e-mails records transcript transcripts cable cables"
)
PRESS = words("media press newspapers papers outlets broadcasters reports agencies websites")
STATE = words(
    "government governments police military army navy ministry parliament regime "
    "administration authorities prosecutors intelligence embassy mission court courts "
    "delegation troops forces treasury"
)
EVIDENCE = PAPERS | frozenset({"briefing", "data", "evidence", "intelligence", "information"})
