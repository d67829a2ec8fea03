"""Who acts at a desk, and what their role lets them do: checked where the desk is written to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar
from unicodedata import normalize

from claims.errors import NotPermittedError
from db.vocabulary import Role

# What ends the name of somebody whose identity was proven; nobody else may end theirs so, nor by
# what only looks like it: signs that nobody sees behind it, or brackets of another width.
_MARKED = re.compile(r"<[^<>]*>\W*$")

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who acts, as far as it is known.

    Attributes:
        name: what they are called; "" where they may decide under any name.
        role: what they may do.
        mark: what a log-in or a trusted proxy proved them to be; "" where nothing was proven.
    """

    name: str = ""
    role: Role = Role.ADMIN
    mark: str = ""

    @property
    def proven(self) -> bool:
        """Whether more is known than a name that somebody gave."""
        return bool(self.mark)

    @property
    def signature(self) -> str:
        """What the log calls them: ``Ana Kim <ana@example.org>``, or the name as it was given."""
        return f"{self.name} <{self.mark}>" if self.mark else self.name

    def may(self, role: Role) -> bool:
        """Tell whether their role includes another."""
        ranks = list(Role)
        return ranks.index(self.role) >= ranks.index(role)

    def check(self, role: Role, act: str, by: str | None = None) -> None:
        """Let pass whoever may do something under the name that is given.

        Args:
            role: the least that it takes.
            act: what is to be done, in a few words.
            by: the name that goes into the log; None where none does.

        Raises:
            NotPermittedError: their role is too small, or the name is not theirs.
        """
        who = self.signature or "whoever is here"
        if not self.may(role):
            raise NotPermittedError(
                f"{who} may not {act}: it takes the role {role}, and theirs is {self.role}; "
                "an admin grants it in the file that CLAIMS_ROLES names"
            )
        if by is None:
            return
        if self.proven and by != self.signature:
            raise NotPermittedError(f"{who} may not {act} under another name: {by!r}")
        if not self.proven and _MARKED.search(normalize("NFKC", by)):
            raise NotPermittedError(
                f"{by!r} reads like a proven identity, and nobody has logged in; "
                "leave out what stands in < >"
            )


LOCAL = Identity()
"""Whoever can open the desk's file: to write past the desk would be as easy for them."""


class Acting(Protocol):
    """Something that somebody acts through."""

    identity: Identity


A = TypeVar("A", bound=Acting)


def needs(
    role: Role,
) -> Callable[[Callable[Concatenate[A, P], T]], Callable[Concatenate[A, P], T]]:
    """Let only who has a role call a method, and only under their own name.

    Args:
        role: the least that it takes.
    """

    def guard(act: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
        @wraps(act)
        def guarded(self: A, /, *args: P.args, **kwargs: P.kwargs) -> T:
            by = kwargs.get("by")
            named = None if by is None else str(by)
            self.identity.check(role, act.__name__.replace("_", " "), named)
            return act(self, *args, **kwargs)

        guarded.__dict__["needs"] = role
        return guarded

    return guard
