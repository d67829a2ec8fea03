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
        import onnxruntime  # noqa: PLC0415 - a desk that is only looked at needs none

        options = onnxruntime.SessionOptions()
        # One thread, one input at a time: a text gives the same result in any company.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self.facts: dict[str, Any] = json.loads((folder / facts).read_text(encoding="utf-8"))
            self.version: str = self.facts["version"]
        except Exception as error:  # both libraries raise bare exceptions of their own
            raise unusable(folder, error) from error

    def run(self, **inputs: Any) -> list[Any]:
        """Return what the network gives for arrays, by the names of its inputs."""
        found: list[Any] = self._session.run(None, inputs)
        return found


def unusable(folder: Path, cause: object) -> ConfigurationError:
    """Return the error for a model that is there and cannot be used."""
    return ConfigurationError(
        f"the model {folder} cannot be loaded ({cause}); reinstall claimdesk, or train the model "
        f"again as the folder training/ describes"
    )
