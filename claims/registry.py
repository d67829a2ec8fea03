"""Exchangeable parts under versioned names, found through entry points.

A name carries a version and never changes its meaning: a better part gets a new name.
Other packages add theirs under the entry-point groups ``claims_extractors`` and
``claims_linkers``.
"""

import catalogue

extractors = catalogue.create("claims", "extractors", entry_points=True)
linkers = catalogue.create("claims", "linkers", entry_points=True)
