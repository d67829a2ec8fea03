"""The seed corpus, run once for all that is measured on it."""

from collections.abc import Iterator

import pytest

from claims import Desk
from claims.settings import packaged


@pytest.fixture(scope="session")
def seed_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that has read, extracted, linked and assessed the seed corpus."""
    with Desk.open(f"sqlite:///{tmp_path_factory.mktemp('seed') / 'desk.db'}") as desk:
        steps = list(desk.run(packaged("seed_corpus")))
        assert not [step for step in steps if step.failed]
        yield desk
