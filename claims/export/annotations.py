"""Where claims, speakers and cues stand in their articles: W3C Web Annotation, in JSON-LD.

https://www.w3.org/TR/annotation-model/. Positions count Unicode code points of the stored text, the
start included and the end not; a quote with what surrounds it finds the place again in a text that
changed. An article without an address is named by the hash of its text, as RFC 6920 does.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from claims.exchange import BY_HAND
from claims.export.protection import Protection
from claims.export.records import Record
from claims.export.scope import Scope
from db import queries
from db.views.articles import ArticleView
from db.views.claims import ClaimView

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32


def annotations(session: Session, scope: Scope) -> Iterator[Record]:
    """Yield an annotation for the content, the speaker and the cue of each claim of the scope.

    Claims come an article at a time, so that no more than one text is held.
    """
    for article_id, claims in groupby(scope.claim_views(session), attrgetter("article_id")):
        article = queries.article(session, article_id)
        if article is not None:
            source = _source(scope.protection.article(article))
            for claim in claims:
                yield from _of_claim(claim, article, source, scope)


def _of_claim(
    claim: ClaimView, article: ArticleView, source: Record, scope: Scope
) -> Iterator[Record]:
    content = _id(claim, "content")
    spans = (
        ("content", claim.start, claim.end, claim.claim_id),
        ("speaker", claim.speaker_start, claim.speaker_end, claim.speaker),
        ("cue", claim.cue_start, claim.cue_end, claim.stance.value),
    )
    for role, start, end, value in spans:
        if start < 0:
            continue
        body: list[Record] = [
            {"type": "TextualBody", "purpose": "tagging", "value": role},
            {"type": "TextualBody", "purpose": "identifying", "value": value},
        ]
        if role != "content":
            body.append({"type": "SpecificResource", "purpose": "linking", "source": content})
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": end},
            _quote(article, start, end, scope.protection),
        ]
        yield {
            "@context": CONTEXT,
            "id": _id(claim, role),
            "type": "Annotation",
            "motivation": "identifying",
            # What a person added no program made.
            **({} if claim.extractor == BY_HAND else {"generator": _software(claim)}),
            "body": body,
            "target": {"type": "SpecificResource", "source": source, "selector": selectors},
        }


def _software(claim: ClaimView) -> Record:
    return {"type": "Software", "name": claim.extractor}


def _quote(article: ArticleView, start: int, end: int, protection: Protection) -> Record:
    text, mark = article.text, article.content_sha256
    return {
        "type": "TextQuoteSelector",
        "exact": protection.text(text[start:end], mark),
        "prefix": protection.text(text[max(0, start - AROUND) : start], mark, cut=True),
        "suffix": protection.text(text[end : end + AROUND], mark, cut=True),
    }


def _source(article: ArticleView) -> Record:
    web = article.url.startswith(("https://", "http://"))
    digest = urlsafe_b64encode(bytes.fromhex(article.text_sha256)).rstrip(b"=").decode()
    return {
        "id": article.url if web else f"ni:///sha-256;{digest}",
        "type": "Text",
        "format": "text/plain",
        # The context has the prefix; what the positions count in is the text of this hash.
        "schema:sha256": article.text_sha256,
        **({"language": article.language} if article.language else {}),
    }


def _id(claim: ClaimView, role: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'claimdesk:{claim.claim_id}#{role}')}"
