"""Speakers who are named together are not new witnesses."""

from claims.assess.origins import Chain, Houses, independent, origin


def test_joint_speakers_are_no_new_witness() -> None:
    """Two who speak together, and one of them alone, are one origin; a third person is another."""
    both = origin(Chain("The Example Times and Lena Hofmann", publisher="P"), Houses())
    alone = origin(Chain("Lena Hofmann", publisher="P"), Houses())
    another = origin(Chain("Tom Reed", publisher="P"), Houses())

    assert not independent(both, alone)
    assert not independent(alone, both)
    assert independent(both, another)
