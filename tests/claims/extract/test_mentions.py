"""Who an article names."""

import pytest
from spacy.tokens import Span

from claims.extract.names.matcher import RegisterMatcher
from claims.extract.names.mentions import Mentions
from claims.extract.names.people import without_title
from claims.extract.pipeline import load_pipeline
from claims.extract.register import load_register
from db.vocabulary import SourceKind


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("Michelle Bank", "PERSON", SourceKind.PERSON),
        ("Dr Robert Service", "PERSON", SourceKind.PERSON),
        ("Dame Charlotte Church", "PERSON", SourceKind.PERSON),
        ("Michelle Bank", "ORG", SourceKind.COMPANY),
        ("Exampleton Bank", "PERSON", SourceKind.COMPANY),
    ],
)
def test_person_may_be_called_like_a_body(name: str, label: str, kind: SourceKind) -> None:
    """Who begins with a given name, and is seen as a person, is one whatever the surname means."""
    nlp = load_pipeline()
    doc = nlp(f"{name} left the town.")
    doc.ents = [Span(doc, 0, len(name.split()), label)]
    found = Mentions(doc, RegisterMatcher(nlp, load_register(None)))

    assert [(one.name, one.kind) for one in found.named] == [(without_title(name), kind)]


def test_role_makes_a_person_of_a_given_name_and_a_bodys_noun() -> None:
    """Whom the article calls a historian is no agency, though the recogniser took him for one."""
    nlp = load_pipeline()
    doc = nlp("The historian Robert Service left.")
    doc.ents = [Span(doc, 2, 4, "ORG")]
    found = Mentions(doc, RegisterMatcher(nlp, load_register(None)))

    assert [one.kind for one in found.named] == [SourceKind.PERSON]
