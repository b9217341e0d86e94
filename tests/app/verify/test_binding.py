"""Words that all stand in the cited text, bound to one another in another way."""

import pytest

from app.answer import VerdictLabel
from app.verify import CombinedVerifier
from tests.app.verify.test_rules import sentence

LAUNCHES = (
    "The first launch, on 2 May, was called off because of lightning, and the second, on 9 May, "
    "because of a leaking valve."
)
SHARES = "Shares in Norvane rose 22 percent; Orsk Line's fell 4 percent."
LEAD = "Amadi had put Rovers ahead after 20 minutes; Leo Brandt equalised from the penalty spot."
LOST = "The ruling Civic Union lost its majority on Sunday, winning 71 of 150 seats, down from 83."
TURNOUT = "Turnout was 68.3 percent, three points lower than in 2028."
PREMIER = "Prime Minister Henrik Salo said he would ask President Elsa Tamm for a new vote."
DEAL = "Orsk Line has agreed to buy the airline Lowland Air for 1.9 billion crowns."
CHARGES = "He was acquitted of two counts of bribery."
ROCKET = "The rocket, a Corvus 5 built by Tanager Aerospace, lifted off at noon."
ELECTED = "Mara Sundt has been elected mayor of Skerry, ahead of the incumbent, Jonas Reik."
BLAMED = "The minister, Karl Ost, blamed building on the meadows; the builders' association rejected that."
TOLL = "Four US sailors were killed and more than 20 wounded in a rocket attack on a small US depot in Orsk on Sunday."
RAIDS = (
    "Ida Venn said there have been 160 raids on US depots in Orsk since Norvane shelled Skerry on October 7."
)
BACKED = "Ida Venn said the fleet struck three depots used by the Norvane-backed Skerry Front militia."
VOTE = "Mara Sundt was elected with 53.2 percent of the vote, ahead of Jonas Reik, who received 44.1 percent."
SHUT = "Orsk Copper shut its smelter on Tuesday, sending home 900 workers."
BLAME = "Desmond Pike, the company's head of operations, blamed the Miners' Federation."
STEPS = "The deal, brokered by the minister, gives 6 percent now and 3.5 percent in January."
TREES = "She promised trees for 60 streets by 2033."
VOTED = "Miners in Orsk voted by 1,842 to 603 on Friday to accept a pay rise of 9.5 percent."
HIRE = "Orsk Copper also agreed to hire 80 apprentices."


@pytest.fixture(scope="module")
def verifier() -> CombinedVerifier:
    return CombinedVerifier()


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The first launch was called off because of a leaking valve.", LAUNCHES),
        ("Orsk Line's shares rose 22 percent.", SHARES),
        ("Leo Brandt put Rovers ahead.", LEAD),
        ("The Civic Union won its majority.", LOST),
        ("Turnout rose by three points to 68.3 percent.", TURNOUT),
        ("Turnout rose to 68.3 percent.", "Turnout was 68.3 percent."),
        ("Henrik Salo is the president.", PREMIER),
        ("Henrik Salo is the mayor.", PREMIER),
        ("Lowland Air has agreed to buy Orsk Line.", DEAL),
        ("Corvus built the Tanager Aerospace rocket.", ROCKET),
        ("A Corvus 7 lifted off at noon.", ROCKET),
        ("Mara Sundt is the incumbent.", ELECTED),
        ("More than 20 US sailors were killed and four wounded.", TOLL),
        ("The US has carried out 160 raids in Orsk.", RAIDS),
        ("Norvane used three depots, Ida Venn said.", BACKED),
        ("Jonas Reik won 53.2 percent of the vote.", VOTE),
        ("Orsk Copper dismissed 900 workers.", SHUT),
        ("The Miners' Federation blamed Desmond Pike.", BLAME),
        ("The deal gives 3.5 percent now and 6 percent in January.", STEPS),
        ("Trees were planted in 60 streets.", TREES),
        ("Orsk Copper has hired 80 apprentices.", HIRE),
        ("The minister blamed the builders' association.", BLAMED),
    ],
)
def test_what_is_bound_otherwise_is_not_supported(claim: str, text: str, verifier: CombinedVerifier) -> None:
    assert verifier.verify(claim, [sentence(text)]).label is not VerdictLabel.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The first launch was called off because of lightning.", LAUNCHES),
        ("The second launch, on 9 May, was called off because of a leaking valve.", LAUNCHES),
        ("Shares in Norvane gained 22 percent.", SHARES),
        ("Amadi put Rovers ahead.", LEAD),
        ("Leo Brandt equalised from the penalty spot.", LEAD),
        ("The Civic Union lost its majority.", LOST),
        ("The Civic Union won 71 of 150 seats.", LOST),
        ("Turnout fell to 68.3 percent.", TURNOUT),
        ("Henrik Salo is the prime minister.", PREMIER),
        ("Orsk Line is to buy Lowland Air for 1.9 billion crowns.", DEAL),
        ("Tanager Aerospace built the Corvus 5 rocket.", ROCKET),
        ("He was acquitted of two bribery counts.", CHARGES),
        ("Jonas Reik was the incumbent.", ELECTED),
        ("Four US sailors were killed in the rocket attack.", TOLL),
        ("A rocket attack on a small US depot in Orsk killed four US sailors.", TOLL),
        ("The attack on Sunday wounded more than 20 people.", TOLL),
        ("Ida Venn said there have been 160 raids on US depots since October 7.", RAIDS),
        ("Ida Venn said that US depots in Orsk were raided 160 times.", RAIDS),
        ("Ida Venn said the fleet struck three depots used by Skerry Front.", BACKED),
        ("Jonas Reik received 44.1 percent.", VOTE),
        ("Desmond Pike blamed the Miners' Federation.", BLAME),
        ("The deal gives 6 percent now and another 3.5 percent in January.", STEPS),
        ("Miners voted 1,842 to 603 to accept a 9.5 percent pay rise.", VOTED),
        ("Orsk Copper will hire 80 apprentices.", HIRE),
        ("The builders' association rejected that.", BLAMED),
        ("The mayor thanked the police.", "The police came at once; the mayor thanked them."),
    ],
)
def test_what_is_bound_alike_is_supported(claim: str, text: str, verifier: CombinedVerifier) -> None:
    assert verifier.verify(claim, [sentence(text)]).label is VerdictLabel.SUPPORTED


def test_a_sum_that_is_raised_does_not_rise(verifier: CombinedVerifier) -> None:
    assert verifier.verify(
        "The feast raised 300 crowns.", [sentence("The feast brought in 300 crowns.")]
    ).shown


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Jonas Reik won 53.2 percent of the vote.", VOTE),
        (
            "The US has carried out 160 strikes in Orsk and Skerry.",
            "Ida Venn acknowledged that there have been 160 strikes on US bases in Orsk and Skerry since Norvane "
            "launched an attack on October 7.",
        ),
    ],
)
def test_what_the_text_gives_to_another_is_not_shown(
    claim: str, text: str, verifier: CombinedVerifier
) -> None:
    assert not verifier.verify(claim, [sentence(text)]).shown
