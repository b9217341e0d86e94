"""Case files: what is read, and what is said of each error."""

import json
from datetime import date
from pathlib import Path

import pytest

from eval.case_file import CaseFileError, load_cases
from index.errors import InputError

GOOD = {
    "id": "ferry",
    "question": "How many passengers?",
    "answerable": True,
    "facts": [
        {
            "text": "It carries 412 passengers.",
            "values": [{"type": "number", "value": 412, "unit": "passengers"}],
            "spans": [{"article": "ferry", "quote": "412 passengers"}],
        }
    ],
}


def write(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_a_case_is_read_with_its_defaults(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path / "c.jsonl", GOOD))
    assert case.facts[0].importance == "vital"
    assert [p.grade for p in case.relevant()] == [3]
    assert case.articles() == ("ferry",)


def test_as_of_bounds_until() -> None:
    from eval.cases import Case

    case = Case.model_validate({**GOOD, "as_of": "2031-05-04", "filters": {"until": "2031-06-01"}})
    assert case.search_filters().until == date(2031, 5, 4)


def test_every_error_is_told_with_its_line_and_field(tmp_path: Path) -> None:
    wrong_field = {**GOOD, "id": "b", "anserable": True}
    no_vital = {**GOOD, "id": "c", "facts": []}
    bad_date = {**GOOD, "id": "d", "as_of": "31/31/2031"}
    path = write(tmp_path / "c.jsonl", GOOD, "", wrong_field, "{not json", no_vital, GOOD, bad_date, "[1]")
    with pytest.raises(CaseFileError) as caught:
        load_cases(path)
    told = [p.removeprefix(str(path)) for p in caught.value.problems]
    assert told[0].startswith(":3: case 'b', anserable: Extra inputs")
    assert told[1].startswith(":4: not JSON")
    assert told[2] == ":5: case 'c', case: an answerable case needs at least one vital fact"
    assert told[3] == ":6: id: 'ferry' was already used on line 1"
    assert told[4].startswith(":7: case 'd', as_of: ")
    assert told[5].startswith(":8: case: ")
    assert len(told) == 6


def test_yaml_errors_name_the_line_inside_the_case(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.yaml",
        "- id: ferry",
        "  question: How many?",
        "  answerable: true",
        "  facts:",
        "    - text: It carries 412.",
        "      values:",
        "        - type: number",
        "          value: many",
        "      spans: [{article: ferry, quote: '412'}]",
    )
    with pytest.raises(
        CaseFileError, match=r"c\.yaml:8: case 'ferry', facts\[0\]\.values\[0\]\.number\.value"
    ):
        load_cases(path)


def test_yaml_keeps_dates_as_text_and_reads_the_same_case(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.yml",
        "- id: ferry",
        "  question: When?",
        "  answerable: true",
        "  as_of: 2031-05-04",
        "  facts:",
        "    - text: On 4 May.",
        "      values: [{type: date, value: 2031-05-04}]",
        "      spans: [{article: ferry, quote: 'on May 4'}]",
    )
    (case,) = load_cases(path)
    assert case.as_of == date(2031, 5, 4)
    assert case.facts[0].values[0].value == "2031-05-04"


def test_a_quote_must_be_as_long_as_its_offsets(tmp_path: Path) -> None:
    spans = [{"article": "ferry", "quote": "412 passengers", "start": 3, "end": 5}]
    bad = {**GOOD, "facts": [{**GOOD["facts"][0], "spans": spans}]}
    with pytest.raises(CaseFileError, match="end - start is 2, but the quote has 14 characters"):
        load_cases(write(tmp_path / "c.jsonl", bad))


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "there is no case file"), (b"", "holds no case"), (b"\xff\xfe\x00", "is not UTF-8")],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "c.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=told):
        load_cases(path)


@pytest.mark.parametrize("text", ["just words", "- id: [", "a: 1"])
def test_yaml_that_is_no_list_of_cases(tmp_path: Path, text: str) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CaseFileError, match=r"c\.yaml:\d+: "):
        load_cases(path)


def test_the_example_in_the_documentation_is_valid(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "eval" / "CASES.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "c.yaml").write_text(example, encoding="utf-8")
    assert [c.id for c in load_cases(tmp_path / "c.yaml")] == ["ferry-capacity", "ferry-captain"]
