"""Make an encoder small: only the pieces of words that English news uses, and few bits a weight.

    python -m training.compact ENCODER pieces.json TEXT...

TEXT is a folder of `.txt` or `.conllu` files or a file of JSON lines, whose strings are counted. A piece that none of them uses is dropped; a
word that needed it is cut into shorter pieces, as the tokenizer does with any word that it does not know whole.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from training.texts import texts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor, nn

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# Weights of the table of pieces that share a scale.
BLOCK = 32


def used_pieces(tokenizer: Tokenizer, texts: Sequence[str]) -> list[str]:
    """Return the pieces that these texts use, single Latin characters and the special ones, in the encoder's order."""
    found = {tokenizer.token_to_id(piece) for piece in SPECIAL}
    for start in range(0, len(texts), 1000):
        for one in tokenizer.encode_batch(texts[start : start + 1000]):
            found.update(one.ids)
    letters = [chr(n) for n in range(0x21, 0x250)]
    single = (tokenizer.token_to_id(form) for c in letters for form in (c, f"##{c}"))
    found.update(number for number in single if number is not None)
    return [piece for number in sorted(found) if (piece := tokenizer.id_to_token(number))]


def trim(encoder: Path, pieces: Sequence[str]) -> tuple[Tokenizer, Tensor]:
    """Return the encoder's tokenizer with these pieces alone, and their rows in its table."""
    whole = json.loads((encoder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = whole["model"]["vocab"]
    rows = torch.tensor([vocabulary[piece] for piece in pieces])
    new = {piece: number for number, piece in enumerate(pieces)}
    whole["model"]["vocab"] = new
    for token in whole["added_tokens"]:
        token["id"] = new[token["content"]]
    for name, token in whole["post_processor"]["special_tokens"].items():
        token["ids"] = [new[name]]
    tokenizer = Tokenizer.from_str(json.dumps(whole))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, rows


def export(
    model: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    *,
    names: Sequence[str],
    outputs: Sequence[str],
    dynamic: dict[str, Any],
    halved: bool = False,
) -> None:
    """Write a network as ONNX in int8, layers per channel; `halved`: the table of pieces in 4 bits a weight."""
    with tempfile.TemporaryDirectory() as folder:
        whole, ready, small = (Path(folder) / name for name in ("whole", "ready", "small"))
        torch.onnx.export(
            model.eval(),
            inputs,
            str(whole),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_shapes=dynamic,
            external_data=False,
        )
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(small),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", *([] if halved else ["Gather"])],
        )
        written = onnx.load(str(small))
        if halved:
            tables = MatMulNBitsQuantizer(
                written, block_size=BLOCK, op_types_to_quantize=("Gather",)
            )
            tables.process()
            written = tables.model.model
        forget_origin(written.graph)
        onnx.save_model(written, str(path))
    onnx.checker.check_model(str(path))


def forget_origin(graph: onnx.GraphProto) -> None:
    """Take out of a network which lines of code, in whose folders, made each of its nodes."""
    for part in (graph, *graph.node, *graph.value_info, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]


def main() -> None:
    """Read the arguments and write the list of pieces."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces = used_pieces(tokenizer, [text for path in arguments.texts for text in texts_in(path)])
    arguments.target.write_text(json.dumps(pieces) + "\n", encoding="utf-8")
    print(f"{len(pieces)} of {tokenizer.get_vocab_size()} pieces")


if __name__ == "__main__":
    main()
