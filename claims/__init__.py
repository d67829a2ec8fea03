"""Claimdesk: who said what, on whose word, and whether it held up.

The public names load lazily, so that importing a pure stage opens no database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.access.identity import Identity as Identity
    from claims.desk import Desk as Desk
    from claims.errors import ClaimdeskError as ClaimdeskError
    from claims.errors import ConfigurationError as ConfigurationError
    from claims.errors import ConflictError as ConflictError
    from claims.errors import FetchError as FetchError
    from claims.errors import InputError as InputError
    from claims.errors import LedgerError as LedgerError
    from claims.errors import NotFoundError as NotFoundError
    from claims.errors import NotPermittedError as NotPermittedError
    from claims.errors import UnreadableError as UnreadableError
    from db.vocabulary import Judgement as Judgement
    from db.vocabulary import Mode as Mode
    from db.vocabulary import Relation as Relation
    from db.vocabulary import Role as Role
    from db.vocabulary import Stance as Stance
    from db.vocabulary import Status as Status
    from db.vocabulary import Verdict as Verdict

_HOME = {
    "Desk": "claims.desk",
    "ClaimdeskError": "claims.errors",
    "ConfigurationError": "claims.errors",
    "ConflictError": "claims.errors",
    "FetchError": "claims.errors",
    "InputError": "claims.errors",
    "LedgerError": "claims.errors",
    "NotFoundError": "claims.errors",
    "NotPermittedError": "claims.errors",
    "UnreadableError": "claims.errors",
    "Identity": "claims.access.identity",
    "Judgement": "db.vocabulary",
    "Mode": "db.vocabulary",
    "Relation": "db.vocabulary",
    "Role": "db.vocabulary",
    "Stance": "db.vocabulary",
    "Status": "db.vocabulary",
    "Verdict": "db.vocabulary",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'claims' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
