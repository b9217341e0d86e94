"""Groups of people: how many children died is not told by how many people did."""

import re

from app.extractive.harmed import asks_harmed
from app.extractive.reading import ReadSentence
from app.question import Question, Wanted
from app.wordlists import word_list

_GROUPS = tuple(
    frozenset(word_list(words))
    for words in (
        "child kid boy girl minor infant baby pupil schoolchild youngster teenager youth toddler newborn son"
        " daughter",
        "woman girl mother female wife",
        "civilian resident villager noncombatant bystander inhabitant passer-by shopper worshipper",
        "soldier troop serviceman servicewoman personnel military army marine force fighter combatant recruit"
        " conscript sailor airman officer member",
        "worker employee staff miner labourer laborer workman colleague builder labor labour",
        "crew sailor seaman crewman member steward",
        "police policeman policewoman officer constable guard",
        "passenger traveller traveler commuter",
        "student pupil undergraduate",
        "journalist reporter correspondent photographer cameraman",
        "firefighter fireman",
        "doctor physician nurse medic paramedic surgeon",
        "patient",
        "hostage captive",
        "prisoner inmate detainee",
        "refugee migrant asylum-seeker",
        "tourist visitor holidaymaker",
        "protester demonstrator marcher",
        "militant fighter insurgent rebel gunman guerrilla terrorist jihadist extremist attacker member",
    )
)
_PEOPLE = frozenset(
    word_list(
        "people person human victim casualty casualties toll life live family couple citizen national adult"
        " man men pensioner athlete player fan supporter suspect witness survivor"
    )
)
_NONE = frozenset(("nobody", "none", "no-one"))  # of any group
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "policemen": "policeman",
    "gunmen": "gunman",
    "babies": "baby",
    "families": "family",
}


def holds_group(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence speaks of the group whose dead, hurt or arrested are to be counted, in any word."""
    if question.wanted is not Wanted.COUNT or not question.focus or not asks_harmed(question):
        return True
    asked = {_single(word.lower) for word in question.focus}
    groups = [group for group in _GROUPS if group & asked]
    if not groups:
        return True
    told = {_single(word) for word in _WORD.findall(sentence.text.lower())}
    return bool(told & _NONE) or any(group & told for group in groups)


def are_people(lower: str) -> bool:
    """Whether a word counts people, as far as it is known here: "soldiers", "families"."""
    one = _single(lower)
    return one in _PEOPLE or any(one in group for group in _GROUPS)


def _single(lower: str) -> str:
    return _IRREGULAR.get(lower, lower.removesuffix("s"))
