"""What people do at a desk: each of their decisions is one row of its log."""

from collections.abc import Sequence

from sqlalchemy import Engine

from claims.access.identity import Identity, needs
from claims.desk.shown import id_of, version_of
from claims.extract.register import load_register
from claims.review import articles, decisions, editing, notes, stories
from claims.settings import Settings
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView
from db.views.log import EventView
from db.vocabulary import Judgement, Role, Stance, Verdict


class People:
    """The half of :class:`claims.desk.Desk` by which people decide.

    Whatever is given as a view carries the version that was shown: where somebody else changed the
    object meanwhile, ConflictError names who, and nothing is written. Given as an id, whatever
    stands now is decided about, unless ``version`` names one.
    """

    engine: Engine
    settings: Settings
    identity: Identity

    @needs(Role.REVIEWER)
    def decide(
        self,
        claim: ClaimView | str,
        verdict: Verdict,
        *,
        by: str,
        reason: str,
        evidence: Sequence[LinkView | str] = (),
        version: int | None = None,
    ) -> EventView:
        """Record a person's verdict on a claim.

        Args:
            claim: the claim or its id.
            verdict: confirmed, refuted or undetermined.
            by: who decides; must not be empty.
            reason: why; must not be empty.
            evidence: links or addresses that the verdict rests on.
            version: the claim's version as it was shown; default: that of a given view.

        Raises:
            ConflictError: the claim was changed since; nothing is written.
            InputError: no name or no reason.
            NotFoundError: no such claim.
        """
        return decisions.decide(
            self.engine,
            id_of(claim),
            verdict,
            by=by,
            reason=reason,
            evidence=[id_of(one) for one in evidence],
            version=version_of(claim, version),
        )

    @needs(Role.REVIEWER)
    def judge(
        self,
        link: LinkView | str,
        judgement: Judgement,
        *,
        by: str,
        reason: str = "",
        version: int | None = None,
    ) -> EventView:
        """Record a person's judgement on a suggested link; raises as :meth:`decide` does."""
        version = version_of(link, version)
        return decisions.judge(
            self.engine, id_of(link), judgement, by=by, reason=reason, version=version
        )

    @needs(Role.REVIEWER)
    def undo(self, event_seq: int, *, by: str, reason: str = "") -> EventView:
        """Take an event back by a new one that restores what stood before it.

        Then the one before it on the same object can be; taking back an undo does it again.

        Raises:
            ConflictError: it is taken back already, or a later event changed the same object.
            NotFoundError: no such event.
        """
        return decisions.undo(self.engine, event_seq, by=by, reason=reason)

    @needs(Role.REVIEWER)
    def name_storyline(
        self, claim: ClaimView | str, name: str, *, by: str, reason: str = ""
    ) -> EventView:
        """Call the storyline of a claim by a name; "" takes the name away.

        Raises:
            InputError: no name of who decides.
            NotFoundError: no such claim.
        """
        return stories.name(self.engine, id_of(claim), name, by=by, reason=reason)

    @needs(Role.REVIEWER)
    def merge(
        self, claim: ClaimView | str, beside: ClaimView | str, *, by: str, reason: str = ""
    ) -> EventView:
        """Put a claim into another's storyline, which makes two one.

        Raises:
            InputError: no name of who decides, or nothing would change.
            NotFoundError: no such claim.
        """
        return stories.merge(self.engine, id_of(claim), id_of(beside), by=by, reason=reason)

    @needs(Role.REVIEWER)
    def split(self, *claims: ClaimView | str, by: str, reason: str = "") -> list[EventView]:
        """Take claims out of their storylines and make one of them, all or none.

        Raises:
            InputError: no name of who decides, nothing would change, or a claim put beside one of
                them would come along.
            NotFoundError: no such claim.
        """
        return stories.split(self.engine, [id_of(one) for one in claims], by=by, reason=reason)

    @needs(Role.REVIEWER)
    def note(
        self,
        claim: ClaimView | str,
        text: str,
        *,
        by: str,
        reason: str = "",
        version: int | None = None,
    ) -> EventView:
        """Write the note of a claim anew; "" takes it away.

        Args:
            claim: the claim or its id.
            text: all that the note is to say.
            by: who writes; must not be empty.
            reason: why.
            version: that of the note as it was shown, 0 for none; default: as it is now.

        Raises:
            ConflictError: the note was changed since; nothing is written.
            InputError: no name, or nothing would change.
            NotFoundError: no such claim.
        """
        return notes.note(self.engine, id_of(claim), text, by=by, reason=reason, version=version)

    @needs(Role.REVIEWER)
    def withdraw(
        self, article: ArticleView | str, *, by: str, reason: str, version: int | None = None
    ) -> EventView:
        """Withdraw an article: it is kept, and its claims count for nothing.

        Raises:
            ConflictError: the article was changed since; nothing is written.
            InputError: no name, no reason, or it is withdrawn already.
            NotFoundError: no such article.
        """
        version = version_of(article, version)
        return articles.withdraw(self.engine, id_of(article), by=by, reason=reason, version=version)

    @needs(Role.REVIEWER)
    def redate(
        self,
        article: ArticleView | str,
        published: str,
        *,
        by: str,
        reason: str,
        version: int | None = None,
    ) -> EventView:
        """Correct when an article was published; the next run links its claims anew.

        Args:
            article: the article or its id.
            published: ISO 8601, a day or a time.
            by: who decides; must not be empty.
            reason: why; must not be empty.
            version: the article's version as it was shown; default: that of a given view.

        Raises:
            ConflictError: the article was changed since; nothing is written.
            InputError: no name, no reason, or no date that can be.
            NotFoundError: no such article.
        """
        version = version_of(article, version)
        return articles.redate(
            self.engine, id_of(article), published, by=by, reason=reason, version=version
        )

    @needs(Role.REVIEWER)
    def edit(
        self,
        claim: ClaimView | str,
        *,
        by: str,
        reason: str,
        speaker: str | None = None,
        via: Sequence[str] | None = None,
        stance: Stance | None = None,
        span: tuple[int, int] | None = None,
        version: int | None = None,
    ) -> EventView:
        """Read a claim otherwise than the machine did; the next run links it anew.

        Args:
            claim: the claim or its id.
            by: who decides; must not be empty.
            reason: why; must not be empty.
            speaker: who says it.
            via: the relays, from the speaker outwards, without the publisher.
            stance: what the speaker does with it.
            span: start and end in the text of the article; the words follow.
            version: the claim's version as it was shown; default: that of a given view.

        Raises:
            ConflictError: the claim was changed since; nothing is written.
            InputError: no name, no reason, nothing to change, or a value that cannot be.
            NotFoundError: no such claim.
        """
        return editing.edit(
            self.engine,
            id_of(claim),
            load_register(self.settings.sources),
            by=by,
            reason=reason,
            speaker=speaker,
            via=via,
            stance=stance,
            span=span,
            version=version_of(claim, version),
        )

    @needs(Role.REVIEWER)
    def as_first_read(
        self, claim: ClaimView | str, *, by: str, reason: str, version: int | None = None
    ) -> EventView:
        """Take away all that people set of a claim by :meth:`edit`; raises as that does."""
        version = version_of(claim, version)
        return editing.as_first_read(
            self.engine, id_of(claim), by=by, reason=reason, version=version
        )

    @needs(Role.REVIEWER)
    def add(
        self,
        article: ArticleView | str,
        span: tuple[int, int],
        *,
        speaker: str,
        by: str,
        reason: str,
        via: Sequence[str] = (),
        stance: Stance = Stance.ASSERTS,
    ) -> EventView:
        """Add a claim that the machine did not find; the event's ``object_id`` is its id.

        Args:
            article: the article or its id.
            span: start and end in the text of the article.
            speaker: who says it.
            by: who adds it; must not be empty.
            reason: why; must not be empty.
            via: the relays, from the speaker outwards, without the publisher.
            stance: what the speaker does with it.

        Raises:
            InputError: no name, no reason, a span without words, or a claim that has them already.
            NotFoundError: no such article.
        """
        return editing.add(
            self.engine,
            id_of(article),
            span,
            load_register(self.settings.sources),
            speaker=speaker,
            by=by,
            reason=reason,
            via=via,
            stance=stance,
        )
