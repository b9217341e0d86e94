"""Writes a checkpoint as an int8 ONNX model with its `model.json`.

Only the weights are integers: in blocks of 64 that share a scale, and a scale per word vector. onnxruntime
turns them back into floats once, as it loads the file, and computes in floats, as the shipped embedder does.
So the AVX2 saturation of u8s8 products cannot arise, and a result does not depend on its batch.

    python -m training.export reader --checkpoint RUN/final.pt --out app/models/reader
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.encoder import EPSILON, HEADS, LAYERS, WIDTH

BLOCK = 64
CONTRIB = "com.microsoft"  # onnxruntime's own operators


class Graph:
    """Collects nodes and constants; every method returns the name of a node's output.

    Args:
        weights: the model's weights by name.
        int8: whether the large ones are stored as integers.
    """

    def __init__(self, weights: dict[str, np.ndarray], *, int8: bool) -> None:
        self.weights, self.int8 = weights, int8
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.require(value, requirements="C"), name))
        return name

    def node(self, op: str, *inputs: str, out: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [out], name=out, domain=domain, **attributes))
        return out

    def linear(self, x: str, name: str) -> str:
        """Return x @ weight.T + bias."""
        weight = self.weights[f"{name}.weight"].T
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        if self.int8 and weight.size > WIDTH * 8:
            blocks = weight.reshape(-1, BLOCK, weight.shape[1])
            scales = np.abs(blocks).max(axis=1, keepdims=True) / 127
            scales[scales == 0] = 1
            integers = self.constant(f"{name}.weight", np.rint(blocks / scales).astype(np.int8))
            floats = self.node("Cast", integers, out=f"{name}.floats", to=TensorProto.FLOAT)
            scale = self.constant(f"{name}.scales", scales.astype(np.float32))
            scaled = self.node("Mul", floats, scale, out=f"{name}.scaled")
            shape = self.constant(f"{name}.shape", np.array(weight.shape))
            whole = self.node("Reshape", scaled, shape, out=f"{name}.whole")
        else:
            whole = self.constant(f"{name}.weight", weight)
        return self.node("Add", self.node("MatMul", x, whole, out=f"{name}.product"), bias, out=f"{name}.out")

    def norm(self, x: str, name: str) -> str:
        gamma = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        beta = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", x, gamma, beta, out=f"{name}.out", axis=-1, epsilon=EPSILON)

    def rows(self, ids: str, name: str, *, int8: bool) -> str:
        """Return the rows of a table that `ids` name."""
        table = self.weights[f"{name}.weight"]
        if not int8:
            return self.node("Gather", self.constant(name, table), ids, out=f"{name}.rows")
        scales = np.abs(table).max(axis=1, keepdims=True) / 127
        scales[scales == 0] = 1
        integers = self.constant(name, np.rint(table / scales).astype(np.int8))
        taken = self.node("Gather", integers, ids, out=f"{name}.integers")
        scale = self.constant(f"{name}.scales", scales.astype(np.float32))
        scale = self.node("Gather", scale, ids, out=f"{name}.scale")
        floats = self.node("Cast", taken, out=f"{name}.floats", to=TensorProto.FLOAT)
        return self.node("Mul", floats, scale, out=f"{name}.rows")

    def encoder(self) -> str:
        """Return the hidden states of `input_ids`, `attention_mask` and `token_type_ids`."""
        zero, one = self.constant("zero", np.array([0])), self.constant("one", np.array([1]))
        length = self.node("Shape", "input_ids", out="length", start=1, end=2)
        table = self.constant("positions", self.weights["encoder.positions.weight"])
        place = self.node("Slice", table, zero, length, zero, one, out="place")
        words = self.rows("input_ids", "encoder.words", int8=self.int8)
        types = self.rows("token_type_ids", "encoder.types", int8=False)
        summed = self.node("Add", self.node("Add", words, types, out="typed"), place, out="summed")
        x = self.norm(summed, "encoder.norm")
        mask = self.node("Cast", "attention_mask", out="key_mask", to=TensorProto.INT32)
        thirds = self.constant("thirds", np.array([WIDTH] * 3))
        for i in range(LAYERS):
            at = f"encoder.layers.{i}"
            qkv = self.linear(x, f"{at}.qkv")
            parts = [f"{at}.{part}" for part in "qkv"]
            self.nodes.append(helper.make_node("Split", [qkv, thirds], parts, name=f"{at}.split", axis=-1))
            mixed = self.node(
                "MultiHeadAttention", *parts, "", mask, out=f"{at}.mixed", domain=CONTRIB, num_heads=HEADS
            )
            attended = self.linear(mixed, f"{at}.out")
            x = self.norm(self.node("Add", x, attended, out=f"{at}.skip1"), f"{at}.norm1")
            wide = self.node("Gelu", self.linear(x, f"{at}.up"), out=f"{at}.gelu")
            narrow = self.linear(wide, f"{at}.down")
            x = self.norm(self.node("Add", x, narrow, out=f"{at}.skip2"), f"{at}.norm2")
        return x

    def first(self, x: str) -> str:
        """Return the hidden state of each row's [CLS]."""
        return self.node("Gather", x, self.constant("place_0", np.array(0)), out="first", axis=1)

    def model(self, name: str, outputs: dict[str, list[str | int]]) -> onnx.ModelProto:
        """Return the model; `outputs` are names and shapes."""
        graph = helper.make_graph(
            self.nodes,
            name,
            [
                helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"])
                for n in ("input_ids", "attention_mask", "token_type_ids")
            ],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()],
            self.constants,
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="groundwire")


def build(kind: str, weights: dict[str, np.ndarray], *, int8: bool) -> onnx.ModelProto:
    """Return the ONNX model of a reader or a checker."""
    graph = Graph(weights, int8=int8)
    hidden = graph.encoder()
    if kind == "reader":
        graph.node("Identity", graph.linear(hidden, "span"), out="span")
        graph.node("Identity", graph.linear(graph.first(hidden), "answers"), out="answers")
        return graph.model(kind, {"span": ["batch", "tokens", 2], "answers": ["batch", 1]})
    labels = weights["head.weight"].shape[0]
    graph.node("Identity", graph.linear(graph.first(hidden), "head"), out="labels")
    return graph.model(kind, {"labels": ["batch", labels]})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=("reader", "checker"))
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--precision", choices=("int8", "fp32"), default="int8")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, weights_only=True)
    weights = {name: tensor.float().numpy() for name, tensor in saved["model"].items()}
    model = build(args.kind, weights, int8=args.precision == "int8")
    onnx.checker.check_model(model)
    args.out.mkdir(parents=True, exist_ok=True)
    content = model.SerializeToString(deterministic=True)
    (args.out / "model.onnx").write_bytes(content)
    about_path = args.out / "model.json"
    about = json.loads(about_path.read_text(encoding="utf-8")) if about_path.exists() else {}
    about |= {
        "name": args.kind,
        "precision": args.precision,
        "steps": saved["step"],
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    about_path.write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
    print(f"{args.out / 'model.onnx'}: {len(content):,} bytes, after {saved['step']} steps")


if __name__ == "__main__":
    main()
