"""The command line: one call to the Desk for each verb, and words for people around it."""

import sys

from sqlalchemy.exc import DatabaseError

from claims.cli.app import app
from claims.cli.output import complain, speak_any_encoding
from claims.errors import ClaimdeskError, ConflictError
from db.engine import is_full

# Importing a module of verbs registers them.
from claims.cli import (  # noqa: F401  isort:skip
    articles,
    care,
    comparing,
    handing,
    people,
    reading,
    sources,
    stories,
    web,
    work,
)

__all__ = ["app", "main"]

FAILED, PARTLY = 1, 3

FULL = (
    "make room on its disk and do it once more: nothing is half done, and what was finished is kept"
)


def main() -> None:
    """Run the command line; every error that is meant for people becomes one line and a code."""
    speak_any_encoding()
    try:
        app()
    except ConflictError as error:
        complain(str(error))
        sys.exit(PARTLY)
    except ClaimdeskError as error:
        complain(str(error))
        sys.exit(FAILED)
    except DatabaseError as error:
        remedy = FULL if is_full(error) else "`claims doctor` tells more"
        complain(f"the desk could not be used: {error.orig}; {remedy}")
        sys.exit(FAILED)
    except UnicodeEncodeError as error:
        complain(f"{error.object!r} is not valid UTF-8; give it in other letters")
        sys.exit(FAILED)
    except OSError as error:
        complain(f"{error.filename or 'the output'}: {error.strerror or error}")
        sys.exit(FAILED)
