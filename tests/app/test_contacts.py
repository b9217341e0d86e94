import pytest

from app.contacts import has_contact


@pytest.mark.parametrize(
    "text",
    [
        "Read it at https://orsk.invalid/x.",
        "Write to prize@orsk.invalid.",
        "More at bit.invalid/orsk7 tonight.",
        "Register on orsk-refund.invalid at once.",
        "It is at hxxp://orsk[.]invalid/x.",
        "Ring +46 70 555 01 99 now.",
        "Ring (555) 555-0199 now.",
        "Pay into KE55 2231 0098 4410 7723.",
        "Pay into account 4417 2210 9983.",
    ],
)
def test_ways_to_reach_someone(text: str) -> None:
    assert has_contact(text)


@pytest.mark.parametrize(
    "text",
    [
        "According to orskfilms.com, two weeks were the best.",
        "The Crypto.com Arena reopened on 12 May 2031.",
        "Some 1,200,450 people and 4,000 boats came at 10.30 a.m.",
        "The fund holds $2,487,000,000, or 12.5% more than in 2030-2031.",
        "The U.S. team won 3-0 and 6-2.",
    ],
)
def test_names_and_figures_are_none(text: str) -> None:
    assert not has_contact(text)
