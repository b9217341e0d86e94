import pytest

from index.article import ArticleInfo, Passage, Span
from index.hit import Hit
from index.near_copies import collapse

REPORT = (
    "The ferry Annelie sank off Port Velling on Tuesday after its engine failed, the coast guard said. "
    "Nine sailors were taken to hospital, and the harbour was closed to traffic until the evening."
)


def hit(name: str, text: str, score: float) -> Hit:
    passage = Passage(
        passage_id=name,
        article_id=name,
        version="v",
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        sentences=(Span(0, len(text)),),
    )
    return Hit(passage=passage, article=ArticleInfo(article_id=name, version="v"), score=score)


def near_copies(one: str, other: str) -> bool:
    return len(collapse([hit("one", one, 0.9), hit("other", other, 0.8)], 2)) == 1


@pytest.mark.parametrize(
    "other",
    [
        REPORT,
        REPORT.upper(),
        REPORT.replace("after its engine failed, ", ""),
        f"PORT VELLING, Harbour Wire — {REPORT}",
        f"{REPORT} The Annelie was built in Osterholm.",
        f"{REPORT} The Annelie was built in Osterholm in 1987 and had not been inspected.",
        REPORT.replace("Annelie", "MV Annelie"),
        REPORT.replace("Velling", "Vellinge"),
        REPORT.replace("Nine sailors", "Nine seamen"),
    ],
)
def test_reprints_are_near_copies(other):
    assert near_copies(REPORT, other)
    assert near_copies(other, REPORT)


@pytest.mark.parametrize(
    "other",
    [
        REPORT.replace("Nine", "Eleven"),
        REPORT.replace("Nine", "9"),
        f"Not so. {REPORT}",
        REPORT.replace("Nine sailors", "Sailors"),
        REPORT.replace("were taken", "were not taken"),
        REPORT.replace("was closed", "wasn’t closed"),
        REPORT.replace("Port Velling", "Port Orrin"),
        REPORT.replace("Annelie", "Étoile"),
        REPORT.replace("Tuesday", "Wednesday"),
        "The council of Port Velling raised its budget for parks and the harbour wall.",
        "The harbour of Port Velling was closed after the ferry Annelie sank; sailors were hurt.",
    ],
)
def test_other_figures_or_denials_are_another_report(other):
    assert not near_copies(REPORT, other)
    assert not near_copies(other, REPORT)


def test_reports_that_name_different_people_are_not_copies():
    one, other = (f"{who}, who leads the coast guard, spoke. {REPORT}" for who in ("Ida Venn", "Ola Rand"))
    assert not near_copies(one, other)
    assert near_copies(one, one.replace("Ida Venn", "Venn"))


def test_very_short_texts():
    assert near_copies("Fog.", "fog")
    assert not near_copies("Fog.", "Rain.")
    assert near_copies("", "")


def test_collapsing_keeps_the_best_and_lists_its_copies():
    hits = [
        hit("a", REPORT, 0.9),
        hit("b", "The council met.", 0.8),
        hit("c", REPORT.replace("said.", "reported."), 0.7),
        hit("d", REPORT.replace("Nine", "Eleven"), 0.6),
        hit("e", REPORT.upper(), 0.5),
    ]
    kept = collapse(hits, 3)
    assert [h.passage.passage_id for h in kept] == ["a", "b", "d"]
    assert [[c.passage.passage_id for c in h.copies] for h in kept] == [["c", "e"], [], []]
    assert [c.score for c in kept[0].copies] == [0.7, 0.5]


def test_copies_do_not_use_up_places():
    hits = [hit(f"copy{n}", REPORT, 1 - n / 100) for n in range(20)] + [hit("other", "Fog came in.", 0.1)]
    assert [h.passage.passage_id for h in collapse(hits, 2)] == ["copy0", "other"]
    assert collapse([], 5) == []


def test_copies_far_down_the_list_are_left_out():
    far = [hit(f"other{n}", f"Story {n} of the fog.", 0.5) for n in range(100)]
    kept = collapse([hit("a", REPORT, 0.9), *far, hit("copy", REPORT, 0.1)], 1)
    assert kept[0].copies == ()
