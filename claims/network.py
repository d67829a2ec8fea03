"""Trained networks in ONNX form, each with its tokenizer and what else it has learnt."""

import json
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from claims.errors import ConfigurationError


class Network:
    """A network that ships with the product.

    Attributes:
        tokenizer: cuts texts into the pieces that the network knows.
        facts: what the file beside it holds, the version among it.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and the file of facts.
        facts: name of that file.

    Raises:
        ConfigurationError: a file is missing or does not load.
    """

    def __init__(self, folder: Path, facts: str) -> None:
        self._session = load_session(folder, "model.onnx")
        self.facts = read_facts(folder, facts)
        try:
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.version: str = self.facts["version"]
        except Exception as error:  # the library raises bare exceptions of its own
            raise unusable(folder, error) from error

    def run(self, **inputs: Any) -> list[Any]:
        """Return what the network gives for arrays, by the names of its inputs."""
        found: list[Any] = self._session.run(None, inputs)
        return found


def load_session(folder: Path, name: str) -> Any:
    """Return an onnxruntime session for a file of a model.

    Raises:
        ConfigurationError: the file is missing or does not load.
    """
    import onnxruntime  # noqa: PLC0415 - a desk that is only looked at needs none

    options = onnxruntime.SessionOptions()
    # One thread, one input at a time: a text gives the same result in any company.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(folder / name), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # the library raises bare exceptions of its own
        raise unusable(folder, error) from error


def read_facts(folder: Path, name: str) -> dict[str, Any]:
    """Return what a JSON file of a model holds.

    Raises:
        ConfigurationError: the file is missing or malformed.
    """
    try:
        found: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise unusable(folder, error) from error
    return found


def unusable(folder: Path, cause: object) -> ConfigurationError:
    """Return the error for a model that is there and cannot be used."""
    return ConfigurationError(
        f"the model {folder} cannot be loaded ({cause}); reinstall claimdesk, or train the model "
        f"again as the folder training/ describes"
    )
