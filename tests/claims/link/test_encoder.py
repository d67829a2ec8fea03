"""The encoder: vectors of texts, and how pairs read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from claims.errors import ConfigurationError
from claims.link.encoder import RELATIONS, SIZE, Encoder, load_encoder, pack, unpack
from db.vocabulary import Relation


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The encoder that ships."""
    found = load_encoder()
    assert found is not None, "the encoder's files are missing from claims/models/relations"
    return found


def test_texts_of_one_matter_lie_nearer_than_others(encoder: Encoder) -> None:
    """A paraphrase is nearer than another matter of the same place."""
    claim, paraphrase, other = (
        encoder.vector(text)
        for text in (
            "The bridge in Porto was closed to traffic",
            "Cars may no longer cross Porto's bridge",
            "A singer from Porto won the prize",
        )
    )

    assert claim @ paraphrase > claim @ other
    assert float(np.linalg.norm(claim)) == pytest.approx(1, abs=1e-3)


def test_pair_reads_the_same_in_any_company(encoder: Encoder) -> None:
    """What was read before changes nothing; the chances of a pair sum to 1."""
    pair = ("Ana Example denied that the bridge was closed", "The bridge was closed")
    first = encoder.relate(*pair)
    encoder.relate("Anything else", "at all")

    assert np.array_equal(first, encoder.relate(*pair))
    assert float(np.exp(first).sum()) == pytest.approx(1)
    assert len(first) == len(RELATIONS) == len(Relation) + 1


def test_texts_of_any_length_are_read(encoder: Encoder) -> None:
    """Nothing and very much have a vector, and can be a pair."""
    assert encoder.vector("").shape == (SIZE,)
    assert np.isfinite(encoder.relate("word " * 5000, "")).all()


@given(arrays.arrays(np.float32, SIZE, elements=st.floats(-1, 1, width=32)))
def test_packed_vector_points_the_same_way(vector: np.ndarray) -> None:
    """A vector in one byte a component keeps its direction, but for a hundredth."""
    length = float(np.linalg.norm(vector))
    (found,) = unpack(pack(vector))

    if length > 1e-3:
        assert float(found @ vector) / length == pytest.approx(1, abs=0.01)
    assert len(pack(vector)) == SIZE


def test_folder_without_files_is_told(tmp_path: Path) -> None:
    """A missing model is named, with what to do."""
    with pytest.raises(ConfigurationError, match="reinstall claimdesk"):
        Encoder(tmp_path)
