"""Which sentences say a fact, and which only look as if they did."""

import pytest

from eval.cases import ForbiddenFact, GoldFact
from eval.matching.facts import Degree, FactMatch, Shown, find_fact

SPAN = [{"article": "a", "quote": "q"}]
FULL, PART, NONE = Degree.FULL, Degree.PART, Degree.NONE


def said(sentence: str, **fact: object) -> FactMatch:
    gold = GoldFact.model_validate({"text": "t", "spans": SPAN, **fact})
    return find_fact(gold, [Shown.of(sentence)])


def number(value: float, *unit: str, **more: object) -> dict[str, object]:
    return {"type": "number", "value": value, "unit": list(unit), **more}


@pytest.mark.parametrize(
    ("sentence", "value", "degree"),
    [
        ("It carries 412 passengers.", number(412, "passengers"), FULL),
        ("It carries four hundred and twelve passengers.", number(412, "passenger"), FULL),
        ("It carries 412 fare-paying adult passengers.", number(412, "passengers"), FULL),
        ("Passengers rose to 412 in May.", number(412, "passengers"), FULL),
        ("It carries 412 cars and 90 passengers.", number(412, "passengers"), NONE),
        ("It carries 4120 passengers.", number(412, "passengers"), NONE),
        ("With 412 passengers and 28 crew on board.", number(28, "passengers"), NONE),
        ("Flight 28 was late.", number(28, "flight"), FULL),
        ("It cost $1.2 million.", number(1_200_000, "$"), FULL),
        ("It cost 1,200,000 dollars.", number(1_200_000, "$"), FULL),
        ("It cost $1.2m.", number(1_200_000, "$"), FULL),
        ("It cost 1.2 million marks.", number(1_200_000, "marks"), FULL),
        ("Turnout was 61.5 per cent.", number(61.5, "%"), FULL),
        ("Turnout was 61.5%.", number(61.5, "percent"), FULL),
        ("Turnout was 6.15%.", number(61.5, "%"), NONE),
        ("Two dozen boats sank.", number(24, "boats"), FULL),
        ("Twenty-three boats sank.", number(23, "boat"), FULL),
        ("He left on 30 October.", number(30), NONE),
        ("At least 40 people were hurt.", number(40, "people", qualifier="at least"), FULL),
        ("No fewer than 40 people were hurt.", number(40, "people", qualifier="at least"), FULL),
        ("40 people were hurt.", number(40, "people", qualifier="at least"), PART),
        ("More than 40 people were hurt.", number(40, "people", qualifier="at least"), PART),
        ("At most 40 people were hurt.", number(40, "people", qualifier="at least"), NONE),
        ("About 40 people were hurt.", number(40, "people"), FULL),
        ("It weighs 39.6 tonnes.", number(40, "tonnes", tolerance=0.5), FULL),
        ("It was −4 degrees.", number(-4, "degrees"), FULL),
        ("The spill was 85\u202f000 litres.", number(85000, "litres"), FULL),
    ],
)
def test_numbers(sentence: str, value: dict[str, object], degree: Degree) -> None:
    assert said(sentence, values=[value]).degree is degree


@pytest.mark.parametrize(
    ("sentence", "value", "degree"),
    [
        ("It opened on 4 May 2031.", "2031-05-04", FULL),
        ("It opened on May 4, 2031.", "2031-05-04", FULL),
        ("It opened on May 4th.", "2031-05-04", FULL),
        ("It opened on 2031-05-04.", "2031-05-04", FULL),
        ("It opened on 04/05/2031.", "2031-05-04", FULL),
        ("It opened in May 2031.", "2031-05-04", PART),
        ("It opened on 5 May 2031.", "2031-05-04", NONE),
        ("It opened on 4 May 2030.", "2031-05-04", NONE),
        ("It opened on 4 May 2031.", "2031-05", FULL),
        ("It opened on 4 May 2031.", "2031", FULL),
        ("It opened in 2031.", "2031", FULL),
        ("It opened in 2031.", "2031-05-04", NONE),
        ("They strike on 30 and 31 October.", "2031-10-30", FULL),
        ("They strike on 30 and 31 October.", "2031-10-31", FULL),
        ("It may open with 4 ships.", "2031-05-04", NONE),
    ],
)
def test_dates(sentence: str, value: str, degree: Degree) -> None:
    assert said(sentence, values=[{"type": "date", "value": value}]).degree is degree


def test_a_date_may_have_another_wording() -> None:
    date = {"type": "date", "value": "2031-05-04", "aliases": ["on Tuesday"]}
    assert said("It opened on Tuesday.", values=[date]).degree is FULL


@pytest.mark.parametrize(
    ("sentence", "degree"),
    [
        ("Ilse Maron won.", FULL),
        ("ILSE MARON’s party won.", FULL),
        ("Mayor Maron won.", PART),
        ("Anna Maron won.", NONE),
        ("The Tarn harbour mistress won.", FULL),
        ("Maronite won.", NONE),
    ],
)
def test_names(sentence: str, degree: Degree) -> None:
    name = {"type": "name", "value": "Ilse Maron", "aliases": ["the Tarn harbour mistress"]}
    assert said(sentence, values=[name]).degree is degree


@pytest.mark.parametrize(
    ("sentence", "degree"),
    [
        ("She resigned on grounds of health.", FULL),
        ("She resigned. Her health is good.", NONE),
        ("Health came first; she resigned.", NONE),
    ],
)
def test_a_gap_in_a_wording_stays_within_a_sentence(sentence: str, degree: Degree) -> None:
    assert said(sentence, accept=["resigned ... health"]).degree is degree


def test_wording_and_values_must_stand_in_the_same_sentence() -> None:
    fact = GoldFact.model_validate(
        {"text": "t", "spans": SPAN, "accept": ["killed", "died"], "values": [number(3, "soldiers")]}
    )
    apart = [Shown.of("Three soldiers were hurt."), Shown.of("Five people died.")]
    assert find_fact(fact, apart).degree is NONE
    match = find_fact(fact, [*apart, Shown.of("Three soldiers died.")])
    assert (match.degree, match.sentence) == (FULL, 2)
    assert ["Three soldiers died."[a:b] for a, b in match.spans] == ["Three", "soldiers", "died"]


NEGATED = [
    "The ferry did not sink.",
    "The ferry didn't sink.",
    "The line denied that the ferry, built in 2020, had sunk or would sink.",
    "There is no evidence that the ferry will sink.",
    "Reports that the ferry would sink were false.",
    "It is untrue that ferries sink.",
    "The ferry will never sink.",
]
STATED = [
    "The ferry will sink.",
    "The ferry will sink, and the line did not comment.",
    "The line did not comment but the ferry did sink.",
    "Not only did the ferry sink.",
    "No fewer than three ferries sink each year.",
    "Maron was denied a cabin before the ferry began to sink.",
    "Not Maron, the owner, saw the ferry sink.",
]


@pytest.mark.parametrize("sentence", NEGATED)
def test_a_negated_falsehood_is_not_said(sentence: str) -> None:
    fact = ForbiddenFact(text="t", accept=("ferry ... sink", "ferries sink"))
    match = find_fact(fact, [Shown.of(sentence)])
    assert match.degree is NONE
    assert match.reason.startswith("negated by")


@pytest.mark.parametrize("sentence", STATED)
def test_a_stated_falsehood_is_said(sentence: str) -> None:
    fact = ForbiddenFact(text="t", accept=("ferry ... sink", "ferries sink"))
    assert find_fact(fact, [Shown.of(sentence)]).degree is FULL


def test_a_negation_of_the_wordings_own_is_part_of_the_fact() -> None:
    assert said("The mayor was not injured.", accept=["not injured"]).degree is FULL
    assert said("The mayor wasn’t injured.", accept=["not injured"]).degree is FULL
    assert said("Nobody denied that the mayor was not injured.", accept=["not injured"]).degree is NONE


def test_a_falsehood_may_be_excused() -> None:
    fact = ForbiddenFact(text="t", accept=("380",), unless=("old ferry",))
    assert find_fact(fact, [Shown.of("The old ferry held 380.")]).degree is NONE
    assert find_fact(fact, [Shown.of("The ferry holds 380.")]).degree is FULL


@pytest.mark.parametrize(
    ("sentence", "value", "degree"),
    [
        ("Three people were killed and at least 40 injured.", 40, NONE),
        ("Three people were killed and at least 40 injured.", 3, FULL),
        ("The fire killed three and injured 40.", 40, NONE),
        ("Of the 63 who were hurt, nine were killed.", 9, FULL),
        ("Of the 63 who were hurt, nine were killed.", 63, NONE),
        ("At least 40, most of them asleep, were killed.", 40, FULL),
    ],
)
def test_a_bare_number_goes_with_the_wording_of_its_own_part(
    sentence: str, value: float, degree: Degree
) -> None:
    assert said(sentence, accept=["killed"], values=[number(value)]).degree is degree
