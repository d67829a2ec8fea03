"""The enums, in the words of the desk. A leaf: everyone may import it."""

from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of speaker or publisher a source is."""

    OUTLET = "outlet"
    AGENCY = "agency"
    MINISTRY = "ministry"
    OFFICIAL = "official"
    COURT = "court"
    COMPANY = "company"
    GOVERNMENT = "government"
    BOOK = "book"
    DOCUMENT = "document"
    GROUP = "group"
    PERSON = "person"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


# Of these it matters who owns them: sister papers bear out nothing for each other.
MEDIA = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


class Mode(StrEnum):
    """How the words are given: quoted, reported, both, or stated by the publisher itself."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"


class Stance(StrEnum):
    """What the speaker does with the proposition."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot_confirm"
    DECLINES_COMMENT = "declines_comment"
    RETRACTS = "retracts"
    PREDICTS = "predicts"


class Relation(StrEnum):
    """What a later claim does to an earlier one."""

    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"
    REPEATS = "repeats"
    UPDATES = "updates"
    RETRACTS = "retracts"
    CANNOT_CONFIRM = "cannot_confirm"


class Judgement(StrEnum):
    """What a person thinks of a suggested link."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Status(StrEnum):
    """What the evidence says, by rule; never set by hand."""

    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


class Tie(StrEnum):
    """Why a claim is counted with an origin, and not as one more."""

    ROOT = "root"
    SAME_SOURCE = "same source"
    SAME_FAMILY = "same family"
    CARRIES = "carries it"
    CARRIED = "carried by it"
    SAME_TEXT = "same text"
    OWNER_UNKNOWN = "owner unknown"
    UNPROVEN = "unproven"


class Verdict(StrEnum):
    """What a person decided about a claim."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    UNDETERMINED = "undetermined"


class Anchored(StrEnum):
    """What became of the sentence that a claim rests on, in a later version of its article."""

    KEPT = "kept"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    RESTORED = "restored"


class Stage(StrEnum):
    """The machine's steps, in order."""

    READ = "read"
    EXTRACT = "extract"
    LINK = "link"
    ASSESS = "assess"


class Action(StrEnum):
    """What a review event did."""

    DECIDE = "decide"
    JUDGE = "judge"
    PLACE = "place"
    NAME = "name"
    NOTE = "note"
    RATE = "rate"
    MERGE = "merge"
    PROTECT = "protect"
    UNPROTECT = "unprotect"
    EDIT = "edit"
    ADD = "add"
    WITHDRAW = "withdraw"
    DATE = "date"
    UNDO = "undo"


class Role(StrEnum):
    """What somebody may do at a desk, each more than the one before."""

    NOBODY = "nobody"
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Standing(StrEnum):
    """What an article can be looked for by: withdrawn by a person, or not read, or not yet."""

    WITHDRAWN = "withdrawn"
    UNREAD = "unread"
    UNFINISHED = "unfinished"


class ObjectType(StrEnum):
    """What a review event is about."""

    CLAIM = "claim"
    LINK = "link"
    STORY_PLACE = "story place"
    STORY_NAME = "story name"
    NOTE = "claim note"
    READING = "claim reading"
    ADDED = "added claim"
    RATING = "source rating"
    MERGER = "source merger"
    PROTECTION = "source protection"
    WITHDRAWAL = "article withdrawal"
    DATE = "article date"


class Reliability(StrEnum):
    """Admiralty code, the letter: of the source. F is a missing value, not the worst grade."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty code, the digit: of the information. 6 is a missing value, not the worst grade."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"
