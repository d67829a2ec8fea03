"""The desk's vocabulary in plain words and signs; a sign stands beside every colour."""

from collections.abc import Sequence
from datetime import date, datetime

from claims.desk import reliability
from claims.ui.markup import shortened
from db.views.claims import ClaimView, LinkView
from db.views.log import EventView
from db.vocabulary import (
    Action,
    Judgement,
    ObjectType,
    Relation,
    SourceKind,
    Stance,
    Status,
    Verdict,
)

STATUS_SIGNS = {
    Status.UNVERIFIED: "○",
    Status.CORROBORATED: "◎",
    Status.DISPUTED: "≠",
    Status.RETRACTED: "↩",
}
VERDICT_SIGNS = {Verdict.CONFIRMED: "✓", Verdict.REFUTED: "✗", Verdict.UNDETERMINED: "?"}
VERDICT_ICONS = {
    Verdict.CONFIRMED: ":material/check:",
    Verdict.REFUTED: ":material/close:",
    Verdict.UNDETERMINED: ":material/question_mark:",
}
RELATION_SIGNS = {
    Relation.CONFIRMS: "+",
    Relation.CONTRADICTS: "≠",
    Relation.REPEATS: "=",
    Relation.UPDATES: "→",
    Relation.RETRACTS: "↩",
    Relation.CANNOT_CONFIRM: "?",
}
# Seen from the later claim, and from the earlier one.
_RELATIONS = {
    Relation.CONFIRMS: ("confirms", "is confirmed by"),
    Relation.CONTRADICTS: ("contradicts", "is contradicted by"),
    Relation.REPEATS: ("repeats", "is repeated by"),
    Relation.UPDATES: ("updates", "is updated by"),
    Relation.RETRACTS: ("retracts", "is retracted by"),
    Relation.CANNOT_CONFIRM: ("cannot confirm", "could not be confirmed by"),
}
STANCES = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.CANNOT_CONFIRM: "cannot confirm",
    Stance.DECLINES_COMMENT: "declines to comment on",
    Stance.RETRACTS: "retracts",
    Stance.PREDICTS: "predicts",
}
_JUDGEMENTS = {
    Judgement.UNREVIEWED: "suggested",
    Judgement.ACCEPTED: "accepted",
    Judgement.REJECTED: "rejected",
}
_CREDIBILITY = {
    "1": "confirmed by independent sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
RELIABILITY = {one: said.capitalize() for one, said in reliability.WORDS.items()}
LETTER_AND_DIGIT = (
    "The letter is of the source, the digit of what one claim says; they stand side by side, and "
    "are never made one figure. F is no grade: it says that nobody can tell."
)
BIASED = (
    "With 95 % interval. Reviewers choose what they check, so this says nothing of the claims that "
    "nobody checked."
)
PROTECTED_SIGN = "■"  # a name blacked out
SUPERSEDED_SIGN = "∅"
SUPERSEDED = (
    f"{SUPERSEDED_SIGN} Found no more: read again, the machine does not find this claim. It stays "
    "as it was, for people decided on it or on a link of it"
)
SUPPORTING = frozenset({Relation.CONFIRMS, Relation.REPEATS})
OPPOSING = frozenset({Relation.CONTRADICTS, Relation.RETRACTS})
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def relation(link: LinkView) -> str:
    """Return what the claim that was asked about does to the other one."""
    as_later, as_earlier = _RELATIONS[link.relation]
    return as_later if link.seen_from == link.later.claim_id else as_earlier


def stance(claim: ClaimView) -> str:
    """Return the verb for what the speaker does with the words."""
    return STANCES[claim.stance]


def judgement(link: LinkView) -> str:
    """Return who stands behind a link so far: the machine, weakly or well, or a person."""
    if link.judgement is Judgement.UNREVIEWED and not link.strong:
        return "possible"
    return _JUDGEMENTS[link.judgement]


def told(claim: ClaimView) -> str:
    """Return a claim with who says it; a denial without its stance would read as its opposite."""
    return f"{claim.speaker} {stance(claim)}: {claim.text}"


def called(claim: ClaimView) -> str:
    """Return what the article calls a speaker whom it does not name; "" of all others."""
    surface = claim.speaker_surface.strip()
    unnamed = claim.speaker_kind is SourceKind.ANONYMOUS and surface != claim.speaker
    return shortened(surface, 80) if unnamed else ""


def count(number: int, noun: str, plural: str = "") -> str:
    """Return ``2 claims``, ``1 claim``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def origins(claim: ClaimView) -> str:
    """Return the number of origins in words."""
    n = claim.n_origins
    if n == 1:
        return "one origin"
    return f"{_NUMBERS[n] if n < len(_NUMBERS) else n} independent origins"


def warnings(claim: ClaimView) -> list[str]:
    """Return what a reader must know of a claim and where it comes from, a sentence each."""
    found = [SUPERSEDED] if claim.superseded else []
    if claim.circular:
        rounds = zip(claim.circular, (*claim.circular[1:], claim.circular[0]), strict=True)
        *steps, last = [f"{one} cites {other}" for one, other in rounds]
        found.append(f"Circular: {', '.join(steps)}, and {last}")
    if claim.unnamed_origin:
        found.append(f"Every path ends at one unnamed source ({claim.unnamed_origin})")
    return found


def credibility(claim: ClaimView) -> str:
    """Return the proposed Admiralty digit and what it means."""
    return f"credibility {claim.credibility}, {_CREDIBILITY.get(claim.credibility, 'unknown')}"


def day(moment: date | None) -> str:
    """Return the day as ``3 June 2019``."""
    return f"{moment.day} {moment:%B %Y}" if moment else "undated"


_OBJECTS: dict[str, str] = {
    ObjectType.CLAIM: "the claim",
    ObjectType.LINK: "a link",
    ObjectType.STORY_NAME: "the storyline",
    ObjectType.STORY_PLACE: "the claim in the storylines",
    ObjectType.WITHDRAWAL: "the article",
    ObjectType.DATE: "the date of the article",
}


_DEEDS: dict[str, str] = {
    ObjectType.NOTE: "noted on the claim",
    ObjectType.READING: "read the claim otherwise",
    ObjectType.ADDED: "added the claim",
    ObjectType.RATING: "rated the source {id}: {after}",
    ObjectType.MERGER: "said that the source {id} is {after}",
    ObjectType.PROTECTION: "protected the source {id}",
    Action.UNPROTECT: "let exports name the source {id} again",
    ObjectType.WITHDRAWAL: "withdrew the article",
    ObjectType.DATE: "dated the article {after}",
}


def event(one: EventView) -> str:
    """Return what an event did, in a clause: ``refuted the claim``."""
    thing = _OBJECTS.get(one.object_type, f"{one.object_type} {one.object_id}")
    if one.action == "undo":
        return f"took back “{one.before}” on {thing}"
    if one.object_type == ObjectType.STORY_NAME:
        return f"named {thing} “{one.after}”"
    if one.object_type == ObjectType.STORY_PLACE:
        return f"put {thing}: {one.after}"
    if one.object_type == ObjectType.DATE:
        return f"set {thing} to {one.after[:10] or 'what was read'}"
    if deed := _DEEDS.get(one.action) or _DEEDS.get(one.object_type):
        return deed.format(id=one.object_id, after=one.after)
    return f"marked {thing} {one.after}"


def why_status(claim: ClaimView, links: Sequence[LinkView]) -> str:
    """Return the reason for the status, from the links that count."""
    counting = [
        link
        for link in links
        if link.judgement is Judgement.ACCEPTED
        or (link.strong and link.judgement is Judgement.UNREVIEWED)
    ]
    against = sum(link.relation in OPPOSING for link in counting)
    for_it = sum(link.relation in SUPPORTING for link in counting)
    parts = [origins(claim)]
    if for_it:
        parts.append(f"{count(for_it, 'claim')} for it")
    if against:
        parts.append(f"{count(against, 'claim')} against it")
    if not counting:
        parts.append("nothing on this desk confirms or contradicts it")
    reason = ", ".join(parts)
    return reason[0].upper() + reason[1:]


QUEUE_RULE = (
    "Why is this here? The queue goes by the articles that carry a claim, times the voices against "
    "it and one, times how long it waits: after a week it counts twice. What a colleague has open "
    "is passed over."
)


def pressing(claim: ClaimView, today: date) -> str:
    """Return what presses for a decision: ``5 articles, disputed by 2, waits 3 days``."""
    parts = [count(claim.spread, "article")]
    if claim.opposed:
        parts.append(f"disputed by {claim.opposed}")
    days = (today - claim.waits_since).days if claim.waits_since else 0
    parts.append(f"waits {count(days, 'day')}" if days > 0 else "new today")
    return ", ".join(parts)


def challenge(claim: ClaimView, decision: EventView | None, links: Sequence[LinkView]) -> str:
    """Return what has come up against a verdict, in a sentence; "" where nothing has."""
    against = [link for link in links if link.other.claim_id in claim.challenged_by]
    if not (claim.verdict and against):
        return ""
    first, *more = against
    moment = datetime.fromisoformat(decision.event_time_utc) if decision else None
    by = f" by {decision.reviewer} on {day(moment)}" if decision else ""
    other = first.other
    others = f", and {count(len(more), 'claim')} more" if more else ""
    return (
        f"{claim.verdict.capitalize()}{by}; since then it {relation(first)} {other.speaker} "
        f"({other.publisher}, {day(other.published_at)}){others}"
    )
