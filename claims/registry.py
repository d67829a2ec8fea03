"""Exchangeable parts under versioned names, found through entry points.

A name carries a version and never changes its meaning: a better part gets a new name.
Other packages add theirs under the entry-point groups ``claims_extractors`` and
``claims_linkers``; what is registered is a callable that takes the settings and makes the part.
"""

from typing import Any

import catalogue

from claims.errors import ConfigurationError
from claims.settings import Settings

# Begins the version of a component whose files are missing, and that others stand in for.
ABSENT = "absent"

extractors = catalogue.create("claims", "extractors", entry_points=True)
linkers = catalogue.create("claims", "linkers", entry_points=True)


def create(registry: catalogue.Registry, name: str, settings: Settings) -> Any:
    """Make the part that is registered under a name.

    Args:
        registry: :data:`extractors` or :data:`linkers`.
        name: versioned name, for example ``claims.CueAttribution.v1``.
        settings: handed to the part.

    Raises:
        ConfigurationError: nothing is registered under that name.
    """
    try:
        make = registry.get(name)
    except catalogue.RegistryError as error:
        known = ", ".join(sorted(registry.get_all())) or "none"
        raise ConfigurationError(f"no part is named {name!r}; there are: {known}") from error
    return make(settings)
