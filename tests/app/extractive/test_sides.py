from app.answering import SentenceScore
from app.extractive.merging import ScoredSentence, merge
from app.extractive.other_sides import OtherSides
from app.extractive.reading import ReadSentence
from app.extractive.sides import Side, find_named_sides
from app.question import read_question
from app.verify.rules import RuleVerifier
from tests.support.evidence import make_article, make_evidence, make_hit


def sides(question: str, *articles: tuple[str, str], scores: tuple[float, ...] = ()) -> list[Side]:
    hits = [make_hit(make_article(text, f"a{n}", published_at=day)) for n, (text, day) in enumerate(articles)]
    sentences = list(make_evidence(*hits).sentences())
    given = scores or tuple(0.9 - n / 100 for n in range(len(sentences)))
    ranked = [
        ScoredSentence(ReadSentence(s), SentenceScore(p)) for s, p in zip(sentences, given, strict=True)
    ]
    return find_named_sides(read_question(question), merge(ranked, RuleVerifier()))


MAYOR = "Who is the mayor of Orsk?"
VENN = ("The mayor of Orsk is Ida Venn.", "2031-03-01")
RAND = ("Ola Rand, the mayor of Orsk, opened the quay.", "2031-05-02")
PYKE = ("Tam Pyke, mayor of Orsk, spoke on Monday.", "2031-04-09")


def test_each_article_that_names_another_is_a_side_newest_first() -> None:
    found = sides(MAYOR, VENN, RAND, PYKE)
    assert [(side.value, side.published) for side in found] == [
        ("Ola Rand", "2031-05-02"),
        ("Tam Pyke", "2031-04-09"),
        ("Ida Venn", "2031-03-01"),
    ]
    assert [side.span.of(side.group.best.read.text) for side in found] == ["Ola Rand", "Tam Pyke", "Ida Venn"]


def test_one_name_in_several_forms_is_no_conflict() -> None:
    assert sides(MAYOR, VENN, ("Venn, the mayor of Orsk, fell ill.", "2031-06-01")) == []


def test_another_office_or_place_or_an_unlikely_sentence_is_no_side() -> None:
    assert sides(MAYOR, VENN, ("Ola Rand is the mayor of Brannoch.", "2031-05-02")) == []
    assert sides(MAYOR, VENN, ("Ola Rand met the mayor of Orsk.", "2031-05-02"), scores=(0.9, 0.01)) == []
    assert sides("How many died?", VENN, RAND) == []
    assert sides(MAYOR) == []


def test_several_names_in_one_article_are_no_conflict_of_articles() -> None:
    both = (f"{VENN[0]} {RAND[0]}", "2031-03-01")
    assert sides(MAYOR, both) == []


def test_years_that_differ_are_sides_and_a_weekday_beside_a_year_is_none() -> None:
    asked = "When was the bridge of Orsk opened?"
    first, later = (
        ("The bridge of Orsk was opened in 1992.", ""),
        ("In 2001 the bridge of Orsk was opened.", ""),
    )
    assert [side.value for side in sides(asked, first, later)] == ["1992", "2001"]
    assert sides(asked, first, ("The bridge of Orsk, opened in 1992, is closed.", "")) == []
    assert sides(asked, first, ("The bridge of Orsk was opened on 4 May.", "2031-05-05")) == []


def test_a_place_that_only_describes_is_no_side() -> None:
    base = ("The air base of Skerry is in Orsk.", "2031-03-01")
    told = ("The raid on Brannoch troops at the air base of Skerry failed.", "2031-03-02")
    assert sides("Where is the air base of Skerry?", base, told) == []


def other_sides(question: str, cited: list[str], *articles: tuple[str, str]) -> list[str] | None:
    hits = [make_hit(make_article(text, f"a{n}", published_at=day)) for n, (text, day) in enumerate(articles)]
    found = OtherSides(RuleVerifier()).sides(question, make_evidence(*hits), cited)
    return [figure.value for figure in found.figures] if found else None


FIRST = ("Three people were killed in the Halda fire.", "2031-03-01")
LATER = ("It was calm. The Halda fire killed nine people.", "2031-03-09")


def test_what_a_model_left_out_is_found_where_what_it_cites_is_one_side() -> None:
    question = "How many people were killed in the Halda fire?"
    assert other_sides(question, ["1.1"], FIRST, LATER) == ["nine people", "Three people"]
    assert other_sides(MAYOR, ["2.1"], VENN, LATER, RAND) is None, "what is cited is another matter"
    assert other_sides(question, ["1.1"], FIRST) is None
    assert other_sides(MAYOR, ["1.1"], VENN, RAND) == ["Ola Rand", "Ida Venn"]
    assert other_sides("Why did it burn?", ["1.1"], FIRST, VENN) is None


def test_what_says_the_opposite_of_what_a_model_cites_is_found() -> None:
    guilty = ("The court convicted the pilot Ola Rand of theft on Monday.", "2031-03-01")
    cleared = ("It rained. The court acquitted the pilot Ola Rand of theft on Friday.", "2031-03-09")
    hits = [
        make_hit(make_article(text, f"a{n}", published_at=d)) for n, (text, d) in enumerate((guilty, cleared))
    ]
    finder, evidence = OtherSides(RuleVerifier()), make_evidence(*hits)
    found = finder.sides("Was Ola Rand convicted?", evidence, ["1.1"])
    assert found is not None and not found.figures
    assert [(claim.labels, claim.lead) for claim in found.claims] == [(("2.2",), "An article, 9 March 2031:")]
    assert finder.sides("Was Ola Rand convicted?", evidence, ["2.1"]) is None
    assert finder.sides("Was Ola Rand convicted?", evidence, ["1.1", "2.2"]) is None


def test_that_somebody_has_died_since_is_found_where_a_model_cites_that_nobody_had() -> None:
    nobody = ("Nobody has died in the fire on the Orsk Queen.", "2031-03-02")
    a_death = ("A cook of the ferry Orsk Queen died in hospital of his burns.", "2031-03-05")
    other_ship = ("A cook of the ferry Skerry Belle died in hospital.", "2031-03-05")
    for asked in ("Has anybody died on the Orsk Queen?", "How many people died on the Orsk Queen?"):
        for later, expected in ((a_death, [a_death[0]]), (other_ship, [])):
            hits = [
                make_hit(make_article(text, f"a{n}", published_at=day))
                for n, (text, day) in enumerate((nobody, later))
            ]
            found = OtherSides(RuleVerifier()).sides(asked, make_evidence(*hits), ["1.1"])
            assert [claim.text for claim in (found.claims if found else ())] == expected


def test_where_a_figure_is_asked_for_and_none_is_cited_all_are_shown() -> None:
    question = "How many people were killed in the Halda fire?"
    assert other_sides(question, ["2.1"], FIRST, LATER) == ["nine people", "Three people"]
