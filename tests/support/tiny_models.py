"""A reader and a checker of a few hundred bytes, with the inputs and outputs of the trained ones.

The reader takes the word "lantern" for the answer: start and end logits are 5 there, 0 at [CLS] (no answer)
and -5 elsewhere; "answers" is 5 where the word stands in the passage, else -5. The checker's logit of
supported is 5 where it stands in the evidence, else -5; the other two are 0 and 1.

`make` writes them with onnx, which only `python -m tests.support.tiny_models` needs; tests load the text.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

LANTERN = 12856
"""The token of "lantern" in the embedder's vocabulary."""


def write_model(folder: Path, kind: str) -> Path:
    """Write the tiny model of `kind`, "reader" or "checker", as a model's folder; return the folder."""
    content = base64.b64decode((Path(__file__).parent / f"tiny_{kind}.b64").read_text(encoding="ascii"))
    calibration = {"margin": 0.5, "answers": 0.5, "constant": 0.0, "temperature": 1.0}
    calibration["worth"] = {"certainty": 0.5, "constant": 0.0}
    about = {"name": kind, "sha256": hashlib.sha256(content).hexdigest(), "calibration": calibration}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(content)
    (folder / "model.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


def make(kind: str) -> bytes:
    """Return the model's ONNX file."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    def constant(name: str, value: object, dtype: type) -> object:
        return numpy_helper.from_array(np.array(value, dtype=dtype), name)

    constants = [
        constant("word", LANTERN, np.int64),
        constant("ten", 10, np.float32),
        constant("five", 5, np.float32),
        constant("cls", 101, np.int64),
        constant("axes", [1], np.int64),
        constant("last", [2], np.int64),
    ]
    nodes = [
        helper.make_node("Equal", ["input_ids", "word"], ["is_word"]),
        helper.make_node("Cast", ["is_word"], ["as_float"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["token_type_ids"], ["second"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["attention_mask"], ["read"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["as_float", "second"], ["there"]),
        helper.make_node("Mul", ["there", "read"], ["found"]),
        helper.make_node("Mul", ["found", "ten"], ["scaled"]),
        helper.make_node("Sub", ["scaled", "five"], ["logits"]),
        helper.make_node("ReduceMax", ["logits", "axes"], ["best"], keepdims=1),
    ]
    shape: list[str | int] = ["batch", "tokens", 2]
    if kind == "reader":
        nodes += [
            helper.make_node("Equal", ["input_ids", "cls"], ["is_cls"]),
            helper.make_node("Cast", ["is_cls"], ["cls_float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", ["cls_float", "five"], ["lift"]),
            helper.make_node("Add", ["logits", "lift"], ["lifted"]),
            helper.make_node("Unsqueeze", ["lifted", "last"], ["column"]),
            helper.make_node("Concat", ["column", "column"], ["span"], axis=2),
            helper.make_node("Identity", ["best"], ["answers"]),
        ]
        outputs = {"span": shape, "answers": ["batch", 1]}
    else:
        nodes += [
            helper.make_node("Sub", ["best", "best"], ["zero"]),
            helper.make_node("Cos", ["zero"], ["one"]),
            helper.make_node("Concat", ["best", "zero", "one"], ["labels"], axis=1),
        ]
        outputs = {"labels": ["batch", 3]}
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    graph = helper.make_graph(
        nodes,
        f"tiny {kind}",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        constants,
    )
    opsets = [helper.make_opsetid("", 20)]
    return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString())


if __name__ == "__main__":
    for one in ("reader", "checker"):
        path = Path(__file__).parent / f"tiny_{one}.b64"
        path.write_text(base64.encodebytes(make(one)).decode("ascii"), encoding="ascii")
        sys.stdout.write(f"{path}\n")
