"""Everything that Claimdesk raises on purpose. A message names the value and the remedy.

ClaimdeskError
├── InputError          a file, value or option that was given is wrong
│   ├── UnreadableError a file cannot be read as an article
│   │   └── OtherKindError  a file of a suffix that many programs use holds no articles
│   └── FetchError      an address may not be fetched, or gives nothing usable
├── NotFoundError       no such claim, link, article, source, storyline, event, feed or job
├── ConflictError       somebody else changed the object in between
├── NotPermittedError   who acts is not known, or has too small a role
├── ConfigurationError  the desk, a model or a setting is not usable
└── LedgerError         the verification log does not hold
"""

from collections.abc import Iterable


class ClaimdeskError(Exception):
    """Base of all errors that are meant for people to read."""


class InputError(ClaimdeskError):
    """A file, value or option that was given is wrong."""


class UnreadableError(InputError):
    """A file cannot be read as an article; the files around it still can.

    Args:
        message: why, and what to do about it.
        columns: those of a table of which nobody has said, or not rightly, what they hold.
    """

    def __init__(self, message: str, columns: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.columns = tuple(columns)


class OtherKindError(UnreadableError):
    """A file of a suffix that many programs use holds no articles that can be told as such.

    A table that nobody has explained, XML that is no feed: passed over where it lies beside others.
    """


class FetchError(InputError):
    """An address may not be fetched, or gives nothing usable.

    Attributes:
        retry_after: seconds after which the server wants to be asked again; 0 where it said none.
    """

    def __init__(self, message: str, *, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class NotFoundError(ClaimdeskError):
    """No such claim, link, article, source, storyline, event, feed or job."""


class ConflictError(ClaimdeskError):
    """Somebody else changed the object since it was shown."""


class NotPermittedError(ClaimdeskError):
    """Who acts is not known, or their role does not include what they asked for."""


class ConfigurationError(ClaimdeskError):
    """The desk, a model or a setting is not usable as it is."""


class LedgerError(ClaimdeskError):
    """The verification log does not hold together."""
