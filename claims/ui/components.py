"""Pieces of pages as escaped HTML: badges, the chain, a claim, a link, a marked article."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from itertools import starmap

from claims.ui import words
from claims.ui.markup import Span, differing, escaped, marked, shortened
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView
from db.views.log import EventView
from db.vocabulary import Judgement, SourceKind, Stance

_BLANKS = re.compile(r"^[ \t]+$", re.MULTILINE)

AROUND = 700
LEAD = 200


NEW_EVIDENCE = (
    ' <span class="badge is-flag" title="Evidence against this verdict has come up since">'
    "⚑ new evidence</span>"
)


def standing(claim: ClaimView) -> str:
    """Return the badges of a claim; the verdict of a person outranks the status."""
    if claim.verdict is None:
        return f"{_status(claim)}<small> by the evidence; nobody has decided yet</small>"
    return f"{badge(claim)}<small> by a person; the evidence says</small> {_status(claim)}"


def badge(claim: ClaimView) -> str:
    """Return the badge that counts: the verdict, or the status where there is none.

    A verdict that new evidence speaks against carries a second badge.
    """
    if claim.verdict is None:
        return _status(claim)
    sign = words.VERDICT_SIGNS[claim.verdict]
    verdict = f'<span class="badge verdict is-{claim.verdict}">{sign} {claim.verdict}</span>'
    return verdict + (NEW_EVIDENCE if claim.challenged_by else "")


def _status(claim: ClaimView) -> str:
    sign = words.STATUS_SIGNS[claim.status]
    return f'<span class="badge is-{claim.status}">{sign} {claim.status}</span>'


def flags(claim: ClaimView) -> str:
    """Return small badges for what is doubtful about where a claim comes from, or about itself."""
    found = ["↻ circular"] if claim.circular else []
    found += ["★ one unnamed source"] if claim.unnamed_origin else []
    found += [f"{words.SUPERSEDED_SIGN} found no more"] if claim.superseded else []
    return "".join(f' <span class="badge is-flag">{one}</span>' for one in found)


def chain(claim: ClaimView) -> str:
    """Return the chain of sources, from the root, which is marked, to the publisher."""
    last = len(claim.chain) - 1

    def step(i: int, name: str) -> str:
        role = "publisher" if i == last else "relay" if i else "origin"
        if i == 0 and claim.speaker_kind is SourceKind.ANONYMOUS:
            role += " anonymous"
        root = "" if i else '<small class="root">root</small> '
        return f'<li class="{role}">{root}{escaped(name)}</li>'

    return f'<ol class="chain">{"".join(starmap(step, enumerate(claim.chain)))}</ol>'


def warnings(claim: ClaimView) -> str:
    """Return a line for each thing that a reader must know of a claim before they decide."""
    return "".join(
        f'<div class="notice is-flag" role="note">{escaped(one)}</div>'
        for one in words.warnings(claim)
    )


def said(claim: ClaimView) -> str:
    """Return who does what with the claim: ``NIS denies:``; of somebody unnamed, how they go."""
    surface = words.called(claim)
    called = f'<small class="called"> · called “{escaped(surface)}”</small>' if surface else ""
    return f"<b>{escaped(claim.speaker)}</b>{called} <i>{words.stance(claim)}</i>"


def dated(moment: datetime | None) -> str:
    """Return when an article was published as HTML: the day, and on hover that it is one of UTC.

    The time zone of the article is not kept: what is of the morning in Seoul may be of the day
    before.
    """
    if moment is None:
        return words.day(moment)
    day = words.day(moment)
    exact = f"{moment:%H:%M} UTC" if moment.time() != time() else "UTC"
    return f'<time datetime="{moment.isoformat()}" title="{day}, {exact}">{day}</time>'


def where(claim: ClaimView) -> str:
    """Return in which article the claim stands."""
    title = escaped(shortened(claim.article_title or claim.article_file or "untitled", 90))
    published = dated(claim.published_at)
    return f'<small class="where">{escaped(claim.publisher)}, {published}: {title}</small>'


def claim_card(
    claim: ClaimView,
    links: Sequence[LinkView],
    *,
    decision: EventView | None = None,
    aside: str = "",
) -> str:
    """Return a claim with its standing, its chain and why its status is what it is.

    Args:
        claim: the claim.
        links: its links.
        decision: what its verdict stands by, to be named where evidence has come up against it.
        aside: HTML that stands beside its badges.
    """
    met = words.challenge(claim, decision, links)
    challenge = f'<div class="notice is-flag" role="note">⚑ {escaped(met)}</div>' if met else ""
    denial = (
        "<small>The speaker denies these words: to confirm the claim is to confirm the denial."
        "</small>"
        if claim.stance is Stance.DENIES
        else ""
    )
    return (
        f'<div class="claim-card" data-claim="{escaped(claim.claim_id)}">'
        f'<div class="head"><div>{standing(claim)}</div>{aside}</div>{challenge}'
        f'<div class="said">{said(claim)}</div>'
        f"<blockquote>{escaped(claim.text)}</blockquote>{denial}{chain(claim)}{warnings(claim)}"
        f'<div class="why">{words.why_status(claim, links)}; {words.credibility(claim)}</div>'
        "</div>"
    )


def link_card(link: LinkView, claim: ClaimView, *, in_focus: bool = False, aside: str = "") -> str:
    """Return a linked claim beside ``claim``, with the relation and the reason for it.

    Args:
        link: the link, seen from the claim.
        claim: whose words the other's are compared with.
        in_focus: whether this is the one that the keys judge.
        aside: HTML that stands beside its relation.
    """
    other = link.other
    sign = words.RELATION_SIGNS[link.relation]
    more = " faded" if link.judgement is Judgement.REJECTED else ""
    more += " in-focus" if in_focus else ""
    mine = f'<div class="mine">This claim: “{differing(claim.text, other.text)}”</div>'
    mine = "" if other.text == claim.text else mine
    return (
        f'<div class="link-card is-{link.relation}{more}">'
        f'<div><span class="badge is-{link.relation}">{sign} {words.relation(link)}</span> '
        f"<small>{words.judgement(link)}, score {link.score:.2f}</small> {aside}</div>"
        f'<div class="said">{said(other)} {badge(other)}</div>'
        f"<blockquote>{differing(other.text, claim.text)}</blockquote>{mine}"
        f'{where(other)}<div class="why">{escaped(link.reason)}</div></div>'
    )


def spans(claim: ClaimView, number: int = 0) -> list[Span]:
    """Return what is to be marked of a claim in its article: speaker, cue and content."""
    pieces = claim.fragments or ((claim.start, claim.end),)
    # In a list of all, what is folded away elsewhere looks another way.
    kind = "content" if claim.shown or not number else "background"
    found = [Span(start, end, kind, number, leads=i == 0) for i, (start, end) in enumerate(pieces)]
    if claim.cue_start >= 0:
        found.append(Span(claim.cue_start, claim.cue_end, "cue", number))
    if claim.speaker_start >= 0:
        found.append(Span(claim.speaker_start, claim.speaker_end, "speaker", number))
    return found


LEGEND = (
    '<div class="legend"><span class="mark mark-speaker">who speaks</span> '
    '<span class="mark mark-cue">how it is said</span> '
    '<span class="mark mark-content">what is claimed</span></div>'
)


def article_head(article: ArticleView) -> str:
    """Return headline, publisher and date of an article."""
    by = f", {escaped(article.author)}" if article.author else ""
    return (
        f'<div class="article-head"><h4>{escaped(article.title or article.file)}</h4>'
        f"<small>{escaped(article.publisher)}{by}, {dated(article.published_at)}</small></div>"
    )


def article_text(
    article: ArticleView, claims: Sequence[ClaimView], silent: Sequence[tuple[int, int]] = ()
) -> str:
    """Return a whole article with the marks of all the claims, numbered in their order.

    Args:
        article: with its text.
        claims: what is marked.
        silent: sentences to be shaded, because nothing was found in them.
    """
    found = [span for i, claim in enumerate(claims, 1) for span in spans(claim, i)]
    found += [Span(start, end, "silent") for start, end in silent]
    # Streamlit would empty a line of blanks, and what is selected is told by its offset.
    words = _BLANKS.sub(lambda line: "&#32;" * len(line[0]), marked(article.text, found))
    name = escaped(article.article_id)
    return f'<div class="article" dir="auto" data-article="{name}">{words}</div>'


def article_around(article: ArticleView, claim: ClaimView, around: int = AROUND) -> str:
    """Return an article with the marks of one claim, opened there and folded elsewhere.

    Folding takes the place of scrolling to the claim, which a page cannot do without a script;
    so little stands open before the claim that it is in sight on a phone, too.
    """
    found = spans(claim)
    text = article.text
    start = _opening(text, min(span.start for span in found if span.kind == "content"))
    end = text.find("\n\n", max(s.end for s in found) + around)
    end = len(text) if end < 0 else end
    return (
        '<div class="article" dir="auto">'
        f"{_folded(text[:start], marked(text, found, end=start), 'earlier')}"
        f"{marked(text, found, start=start, end=end)}"
        f"{_folded(text[end:], escaped(text[end:]), 'further on')}</div>"
    )


def pane(article: str) -> str:
    """Return an article, as HTML, in a frame of its own in which it is scrolled, also by key."""
    return f'<div class="pane" role="region" aria-label="Article" tabindex="0">{article}</div>'


def _opening(text: str, at: int) -> int:
    """Return where the words before ``at`` open: at a paragraph, else a sentence, else a word."""
    if at <= LEAD:
        return 0
    for gap in ("\n\n", ". ", " "):
        if (found := text.find(gap, at - LEAD, at)) >= 0:
            return found + len(gap)
    return at


def _folded(text: str, html: str, name: str) -> str:
    if not text.strip():
        return ""
    size = words.count(len(text.split()), "word")
    return f"<details><summary>{size} {name}</summary>{html}</details>"


def history(events: Sequence[EventView]) -> str:
    """Return the events in order, with who, when, what and why."""
    rows = "".join(
        f"<li><b>#{one.event_seq}</b> {escaped(one.reviewer)} {escaped(words.event(one))} "
        f"<small>{one.event_time_utc[:16].replace('T', ' ')} UTC</small>"
        f"<div>{escaped(one.reason)}</div>"
        f"{_evidence(one)}</li>"
        for one in events
    )
    return f'<ol class="history">{rows}</ol>'


def _evidence(event: EventView) -> str:
    return f"<small>Evidence: {escaped(event.evidence)}</small>" if event.evidence else ""
