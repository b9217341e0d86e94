import pytest

from index.copy_signature import SAMPLES, are_copies, group_copies, signature_of

REPORT = (
    "The ferry Annelie sank off Port Velling on Tuesday after its engine failed, the coast guard said. "
    "Nine sailors were taken to hospital, and the harbour was closed to traffic until the evening. "
    "The owner, a cousin of the mayor, said that the boat had passed its inspection in the spring. "
    "Divers will look at the wreck when the wind drops, which is not expected before the weekend. "
    "It lies in forty metres of water, on its side, with the car deck open to the current."
)
OTHER = (
    "The council of Port Velling raised its budget for parks by a tenth on Tuesday, against the votes of the left. "
    "Most of it goes to the rose garden behind the harbour wall, which has stood empty since the spring. "
    "A plan to turn the old ferry hall into a market was put off until the mayor is back from his holiday."
)


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.upper().replace(",", " –"),
        f"PORT VELLING (Harbour Wire) — {REPORT} Reporting by the wire.",
        REPORT.replace("Nine", "Eleven").replace("forty", "fifty"),
        REPORT[: len(REPORT) // 2],
        f"{OTHER} {REPORT}",
        ". ".join(reversed(REPORT.split(". "))),
    ],
)
def test_edited_copies_are_told(copy: str) -> None:
    assert are_copies(signature_of(REPORT), signature_of(copy))
    assert are_copies(signature_of(copy), signature_of(REPORT))


@pytest.mark.parametrize("other", [OTHER, "", "?!", "The ferry Annelie sank.", "Fog."])
def test_other_reports_are_not(other: str) -> None:
    assert not are_copies(signature_of(REPORT), signature_of(other))


def test_scripts_without_spaces_count_by_characters() -> None:
    text = (
        "渡船在港口外沉没了，九名船员被送往医院，港口关闭到晚上。市长的表弟是船主，他说船在春天通过了检查。"
    )
    assert are_copies(signature_of(text), signature_of(text.replace("九名", "十名").replace("晚上", "早上")))
    assert not are_copies(
        signature_of(text), signature_of("市议会周二增加了公园预算，大部分用于港口墙后面的玫瑰园。")
    )


def test_a_signature_is_the_same_for_ever() -> None:
    """What an archive keeps must stay comparable with what a later version makes."""
    made = signature_of("Fog came in from the sea.")
    assert made.shingles == 4
    assert made.values.shape == (SAMPLES,)
    assert made.values[:3].tolist() == [2434628400, 277593109, 1966792704]


def test_groups_form_around_their_first() -> None:
    texts = [OTHER, REPORT, REPORT.replace("Nine", "Ten"), "", OTHER.replace("tenth", "third"), ""]
    assert group_copies([signature_of(text) for text in texts]) == [0, 1, 1, 3, 0, 5]
