import json
from pathlib import Path

import pytest

from app.reader import MAX_TOKENS, OnnxReader
from index.errors import ModelError
from tests.support.tiny_models import write_model

QUESTION = "What hung at the gate?"


@pytest.fixture
def reader(tmp_path: Path) -> OnnxReader:
    return OnnxReader(write_model(tmp_path / "reader", "reader"), threads=1)


def test_it_finds_the_answer_at_its_exact_characters(reader: OnnxReader) -> None:
    text = "Ånna said:  “a Lantern hung at the gate.”"
    reading = reader.read(QUESTION, [text])[0]
    found = reading.best()
    assert found is not None
    assert text[found.answer.start : found.answer.end] == "Lantern"
    assert found.margin == pytest.approx(10.0)
    assert reading.probability > 0.99


def test_a_passage_without_the_answer_is_unlikely_to_hold_it(reader: OnnxReader) -> None:
    reading = reader.read(QUESTION, ["Nothing hung there."])[0]
    assert reading.probability < 0.01
    found = reading.best()
    assert found is not None
    assert found.margin < 0


def test_readings_keep_the_order_of_the_passages_whatever_their_length(reader: OnnxReader) -> None:
    passages = ["A lantern.", "Grass grew. " * 40, "One more lantern hung.", "", "The sea."]
    probabilities = [reading.probability for reading in reader.read(QUESTION, passages)]
    assert [p > 0.5 for p in probabilities] == [True, False, True, False, False]


def test_a_word_of_the_question_is_no_answer(reader: OnnxReader) -> None:
    assert reader.read("Where was the lantern?", ["Nobody knew."])[0].probability < 0.5


def test_a_long_passage_is_read_to_its_end(reader: OnnxReader) -> None:
    text = "Grass grew by the road. " * MAX_TOKENS + "At last a lantern hung there."
    reading = reader.read(QUESTION, [text])[0]
    found = reading.best()
    assert found is not None
    assert text[found.answer.start : found.answer.end] == "lantern"
    assert reading.starts.tolist() == sorted(set(reading.starts.tolist()))
    assert int(reading.ends[-1]) == len(text)


def test_lone_surrogates_are_read_as_question_marks(reader: OnnxReader) -> None:
    text = "A \ud800 lantern."
    found = reader.read("What \udfff hung?", [text])[0].best()
    assert found is not None
    assert text[found.answer.start : found.answer.end] == "lantern"


def test_a_question_of_any_length_leaves_room_for_the_passage(reader: OnnxReader) -> None:
    assert reader.read("why " * 5000, ["A lantern."])[0].probability > 0.99


def test_a_surer_answer_is_worth_more(reader: OnnxReader) -> None:
    sure, unsure = reader.read("What hung there?", ["A lantern.", "A lamp."])
    assert sure.worth > unsure.worth


@pytest.mark.parametrize(
    "calibration", [None, {"margin": 1.0}, {"margin": "1", "answers": 1.0, "constant": 0.0, "worth": {}}]
)
def test_a_description_without_calibration_is_told_in_one_line(tmp_path: Path, calibration: object) -> None:
    folder = write_model(tmp_path / "reader", "reader")
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps(about | {"calibration": calibration}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.json is damaged"):
        OnnxReader(folder).read("What hung there?", ["A lantern."])
