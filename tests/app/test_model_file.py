import json
from pathlib import Path

import pytest

from app.reader import OnnxReader
from index.errors import ModelError


def test_a_missing_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot read .*model\.json: No such file") as caught:
        OnnxReader(tmp_path).read("Who opened the mill?", ["Mira Toll opened the mill."])
    assert "works without this model" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_that_differs_from_its_sum_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(json.dumps({"sha256": "0" * 64}))
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="is damaged: its SHA-256 differs"):
        OnnxReader(tmp_path).read("Who opened the mill?", ["Mira Toll opened the mill."])


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_damaged_description_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "model.json").write_text(content)
    (tmp_path / "model.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=r"model\.json is damaged"):
        OnnxReader(tmp_path).read("Who?", ["Nobody."])


def test_nothing_to_read_loads_nothing(tmp_path: Path) -> None:
    assert OnnxReader(tmp_path).read("Who?", []) == []
