"""How well a desk's claims and links agree with a folder annotated by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from claims.evaluate.annotations import Annotations, ExpectedClaim, read_annotations
from claims.evaluate.linking import LinkScores, score_links
from claims.evaluate.matching import match, span
from claims.evaluate.rates import Row, folded_name, rate, row
from db.views.claims import ClaimView, LinkView
from db.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """Counts for a group of claims.

    Recall and the accuracies are taken over the group's expected claims, precision over its found
    ones. The accuracies are those of the matched claims alone.

    Attributes:
        expected: claims annotated; ``core`` of them carry the story.
        found: claims of the desk.
        matched: expected claims that a found one matches; ``core_matched`` of them are core.
        found_matched: found claims that match an expected one.
        speakers, chains, modes, stances: matched claims on which that agrees; a chain is the
            speaker and all relays.
    """

    expected: int
    core: int
    found: int
    matched: int
    core_matched: int
    found_matched: int
    speakers: int
    chains: int
    modes: int
    stances: int

    def rates(self) -> dict[str, tuple[int, int]]:
        """Return each measure as a count out of another."""
        return {
            "core_recall": (self.core_matched, self.core),
            "recall": (self.matched, self.expected),
            "precision": (self.found_matched, self.found),
            "speaker_accuracy": (self.speakers, self.matched),
            "chain_accuracy": (self.chains, self.matched),
            "mode_accuracy": (self.modes, self.matched),
            "stance_accuracy": (self.stances, self.matched),
        }

    def to_json(self) -> dict[str, Any]:
        """Return counts and rates; a rate out of nothing is None."""
        counts = {
            "expected": self.expected,
            "core": self.core,
            "found": self.found,
            "matched": self.matched,
        }
        return {**counts, **{name: rate(*of) for name, of in self.rates().items()}}


@dataclass(frozen=True, slots=True)
class Scores:
    """How a desk does on an annotated folder, with each error, so that it can be read.

    Attributes:
        articles: annotated articles; ``unread`` of them have no claim in the desk.
        claims: all claims; ``attributed`` and ``narration``: those with a source, and those that
            the publisher states itself.
        links: what links do.
        other_text: claims left out because the desk holds another version of their article.
        missed_core, missed, spurious, wrong: core claims and others not found, found claims that
            nothing expected matches, and matches that differ in speaker, chain, mode or stance.
    """

    articles: int
    unread: tuple[str, ...]
    claims: ClaimScores
    attributed: ClaimScores
    narration: ClaimScores
    links: LinkScores
    other_text: int
    missed_core: tuple[dict[str, Any], ...]
    missed: tuple[dict[str, Any], ...]
    spurious: tuple[dict[str, Any], ...]
    wrong: tuple[dict[str, Any], ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values that JSON can hold."""
        return {
            "articles": self.articles,
            "unread": list(self.unread),
            "claims": self.claims.to_json(),
            "attributed": self.attributed.to_json(),
            "narration": self.narration.to_json(),
            "links": self.links.to_json(),
            "other_text": self.other_text,
            "missed_core": list(self.missed_core),
            "missed": list(self.missed),
            "spurious": list(self.spurious),
            "wrong": list(self.wrong),
        }

    def table(self) -> list[Row]:
        """Return the measures in words, as rows of name and value."""
        groups = {
            "all claims": self.claims,
            "attributed": self.attributed,
            "narration": self.narration,
        }
        rows = [("articles", f"{self.articles - len(self.unread)} of {self.articles}")]
        for group, scores in groups.items():
            rows += [row(f"{group}: {name}", *of) for name, of in scores.rates().items()]
        rows += self.links.table()
        if self.other_text:
            rows.append(("claims of another version of the text, left out", str(self.other_text)))
        return rows


def score_folder(folder: Path, claims: Sequence[ClaimView], links: Sequence[LinkView]) -> Scores:
    """Score claims and links against what a folder expects.

    A found claim matches an expected one of the same article at an intersection over union of
    words of at least 0.5, one to one; the rest is scored on matches.

    Args:
        folder: holds ``expected/``; see the data formats.
        claims: claims of the desk; those of articles without annotations are left out.
        links: links of the desk, likewise.

    Raises:
        InputError: there is no ``expected/``, or a line of it is malformed.
    """
    annotations = read_annotations(folder)
    ours = [claim for claim in claims if stem(claim) in annotations.texts]
    found = [claim for claim in ours if stands(claim, annotations.texts[stem(claim)])]
    matches = match_claims(annotations, found)
    groups = [
        count_claims([mode for mode in Mode if keep(mode)], annotations.claims, found, matches)
        for keep in (lambda _: True, attributed, lambda mode: not attributed(mode))
    ]
    known = {claim.claim_id for claim in found}
    shown = [link for link in links if {link.earlier.claim_id, link.later.claim_id} <= known]
    missed = [one for place, one in enumerate(annotations.claims) if place not in matches]
    taken = {claim.claim_id for claim in matches.values()}
    return Scores(
        articles=len(annotations.texts),
        unread=tuple(sorted(set(annotations.texts) - {stem(claim) for claim in found})),
        claims=groups[0],
        attributed=groups[1],
        narration=groups[2],
        links=score_links(annotations, shown, matches),
        other_text=len(ours) - len(found),
        missed_core=tuple(expected_json(one) for one in missed if one.core),
        missed=tuple(expected_json(one) for one in missed if not one.core),
        spurious=tuple(found_json(claim) for claim in found if claim.claim_id not in taken),
        wrong=tuple(differences(annotations.claims, matches)),
    )


def stem(claim: ClaimView) -> str:
    """Return the file name of a claim's article without folder and suffix."""
    return PurePosixPath(claim.article_file).stem


def stands(claim: ClaimView, text: str) -> bool:
    """Tell whether a claim stands in this version of the text, where that is known."""
    return not text or text[claim.start : claim.end] == claim.text


def attributed(mode: Mode) -> bool:
    """Tell a claim with a source from what the publisher states itself."""
    return mode is not Mode.NARRATION


def match_claims(annotations: Annotations, found: Sequence[ClaimView]) -> dict[int, ClaimView]:
    """Match found claims to expected ones, article by article; keyed by the expected's place."""
    matches: dict[int, ClaimView] = {}
    for article in annotations.texts:
        places = [i for i, one in enumerate(annotations.claims) if one.stem == article]
        expected = [annotations.claims[place] for place in places]
        here = [claim for claim in found if stem(claim) == article]
        pairs = match(
            [span(one.text, one.start, one.end, one.fragments) for one in expected],
            [span(one.text, one.start, one.end, one.fragments) for one in here],
            agreement=partial(in_common, expected, here),
        )
        matches.update({places[e]: here[f] for e, f in pairs.items()})
    return matches


def agrees(expected: ExpectedClaim, found: ClaimView) -> dict[str, bool]:
    """Return on which of speaker, chain, mode and stance two matched claims agree."""
    speaker = folded_name(expected.speaker) == folded_name(found.speaker)
    via = list(map(folded_name, expected.via)) == list(map(folded_name, found.via))
    return {
        "speaker": speaker,
        "chain": speaker and via,
        "mode": expected.mode is found.mode,
        "stance": expected.stance is found.stance,
    }


def in_common(
    expected: Sequence[ExpectedClaim], found: Sequence[ClaimView], one: int, other: int
) -> int:
    """Count on how much an expected and a found claim, given by place, agree."""
    return sum(agrees(expected[one], found[other]).values())


def count_claims(
    modes: Iterable[Mode],
    expected: Sequence[ExpectedClaim],
    found: Sequence[ClaimView],
    matches: Mapping[int, ClaimView],
) -> ClaimScores:
    """Count the claims of these modes."""
    group = set(modes)
    taken = {claim.claim_id for claim in matches.values()}
    ours = [claim for claim in found if claim.mode in group]
    pairs = [(expected[i], claim) for i, claim in matches.items() if expected[i].mode in group]
    same = [agrees(one, claim) for one, claim in pairs]
    return ClaimScores(
        expected=sum(one.mode in group for one in expected),
        core=sum(one.core and one.mode in group for one in expected),
        found=len(ours),
        matched=len(pairs),
        core_matched=sum(one.core for one, _ in pairs),
        found_matched=sum(claim.claim_id in taken for claim in ours),
        speakers=sum(one["speaker"] for one in same),
        chains=sum(one["chain"] for one in same),
        modes=sum(one["mode"] for one in same),
        stances=sum(one["stance"] for one in same),
    )


def differences(
    expected: Sequence[ExpectedClaim], matches: Mapping[int, ClaimView]
) -> Iterable[dict[str, Any]]:
    """Yield each match that differs from what was expected, and in what."""
    for place, found in sorted(matches.items()):
        wrong = [name for name, same in agrees(expected[place], found).items() if not same]
        if wrong:
            one = expected[place]
            yield {"wrong": wrong, "expected": expected_json(one), "found": found_json(found)}


def expected_json(one: ExpectedClaim) -> dict[str, Any]:
    """Return what a person needs to find an expected claim."""
    return {
        "file": one.stem,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "speaker": one.speaker,
        "via": list(one.via),
        "mode": one.mode.value,
        "stance": one.stance.value,
    }


def found_json(claim: ClaimView) -> dict[str, Any]:
    """Return what a person needs to find a found claim."""
    return {
        "claim_id": claim.claim_id,
        "file": stem(claim),
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "speaker": claim.speaker,
        "via": list(claim.via),
        "mode": claim.mode.value,
        "stance": claim.stance.value,
        "cue": claim.cue,
        "surface": claim.speaker_surface,
        "score": claim.score,
    }
