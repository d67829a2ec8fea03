"""Between extract and link: the core of claims whose words a person set is read off their article.

People set spans while no model is loaded; what linking compares is read here, once, as it is for
claims that the machine found.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from claims.extract.quote import Document
from claims.extract.text.languages import ENGLISH, language_of
from claims.pipeline.step import Step, recorded
from claims.proposition import Proposition
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Article, Claim, ClaimReading
from db.vocabulary import Stage

# Characters around a claim that are parsed with it; an article may be a million long.
AROUND = 2000


@dataclass(frozen=True, slots=True)
class _Span:
    claim_id: str
    fragments: list[list[int]]
    article: Article


def reread(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Read the core of every claim off its words that has none since a person set its span."""
    with reading(engine) as session:
        waiting = _waiting(session)
    if not waiting:
        return
    with recorded(engine, Stage.EXTRACT, {"claims.sketch": "1"}) as run:
        for done, one in enumerate(waiting, start=1):
            core = _core(one, settings).to_json()
            with writing(engine) as session:
                claim = session.get_one(Claim, one.claim_id)
                # Who set another span meanwhile lets it wait for the next run.
                if claim.fragments == one.fragments:
                    claim.proposition = core
            run.counts["claims"] += 1
            yield Step(Stage.EXTRACT, done, len(waiting), "words set by a person", one.article.file)


def _waiting(session: Session) -> list[_Span]:
    rows = (
        select(Claim, Article)
        .join(ClaimReading, col(ClaimReading.claim_id) == col(Claim.id))
        .join(Article, col(Claim.article_id) == col(Article.id))
        .order_by(col(Claim.id))
    )
    return [
        _Span(claim.id, claim.fragments, article)
        for claim, article in session.execute(rows)
        if not claim.proposition
    ]


def _core(one: _Span, settings: Settings) -> Proposition:
    # Every verb loads this module, and nearly none needs spaCy, which takes a second.
    from claims.extract.core.sketch import Background, sketch  # noqa: PLC0415
    from claims.extract.pipeline import load_pipeline, parse  # noqa: PLC0415

    article = one.article
    first, last = one.fragments[0][0], one.fragments[-1][1]
    begin = max(0, first - AROUND)
    text = f"{article.title}\n\n{article.text[begin : last + AROUND]}"
    shift = len(article.title) + 2 - begin
    language, _ = language_of(article.text, article.language)
    if language != ENGLISH:
        # Another language's pipeline need not be there; its words are compared as they stand.
        return Proposition(terms=tuple(article.text[first:last].casefold().split()))
    document = Document(text, article.title, published=article.published_at)
    doc = parse(load_pipeline(settings.sources), document)
    background = Background(doc, {}, len(article.title), article.published_at)
    return sketch(background, [(start + shift, end + shift) for start, end in one.fragments])
