"""Deeds that are told in few words: no sentence tells when somebody died that speaks of no death near it.

Most verbs can be said in any number of other words, so that nothing follows from their absence. These few
cannot; a question about one of them is not answered where none of its words stands.
"""

import re
from dataclasses import dataclass

from app.extractive.harmed import all_harmed
from app.extractive.reading import ReadSentence
from app.names import find_names, same_name
from app.question import Question, Wanted

_LIFE = r"\d{3,4}\s?[-–—]{1,2}\s?[\w ,.]{0,16}\b(?:1\d|20)\d\d"  # "(1756–1791)"
_BE = r"(?:is|are|was|were|been|being|get|gets|got)\s(?:[\w'’.-]+\s){0,5}?"  # "was Mara Sundt born"
_DO = r"(?:do|does|did|will|would|has|have|had)\s(?:[\w'’.-]+\s){0,6}?"  # "did the old king die"
_PLACED = re.compile(r"\b(?:in|at|near|on|of|from|to|outside|around)\s(?:the\s)?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:s?he|him|his|hers?|it|its|they|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Deed:
    """How a question asks of a deed, and how a sentence may begin a word that tells of it.

    `alone`: the sentence beside it does not count.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    alone: bool


def _deed(asked: str, told: str, *, alone: bool = False) -> _Deed:
    return _Deed(
        re.compile(rf"\b(?:{asked})\b(?![-'’])", re.IGNORECASE),
        re.compile(rf"\b(?:{told})", re.IGNORECASE),
        alone,
    )


_DEEDS = (
    _deed(
        rf"{_DO}died?|{_BE}killed|(?:who|many|people|\w+s)\s(?:died|killed)",
        r"die[ds]?\b|dying|dead|death|toll|kill|murder|assassin|execut|fatal|suicide|perish|drown|pass(?:ed|es)?\saway"
        r"|succumb|slain|slaughter|massacr|shot|behead|hang(?:ed|ing)|buri(?:ed|al)|bod(?:y|ies)\b|funeral|mourn"
        r"|casualt|victim|li(?:ves|fe)\b|lost|loss|surviv|suffocat|poison|crash|overdos|obituar|lynch|wiped\sout"
        rf"|{_LIFE}",
    ),
    _deed(
        rf"{_BE}born",
        r"born|birth|native|gr[eo]w(?:n|ing)?\sup|raised|brought\sup|hails?\b|com(?:es|ing)\sfrom|came\sfrom|bab(?:y|ies)\b"
        rf"|child|infan|deliver|aged?\b|years?[-\s]old|mother|father|parents|son\sof|daughter\sof|{_LIFE}",
    ),
    _deed(
        rf"{_DO}marry|{_BE}married",
        r"marri|marry|wed|wife|wives|husband|spouse|bride|groom|widow|partner|engage|divorc|couple|mrs",
    ),
    _deed(
        rf"{_BE}(?:arrested|detained)",
        r"arrest|detain|detention|custody|jail|prison|imprison|held|seiz|captur|caught|charged|rounded\sup",
    ),
    _deed(
        r"who\s(?:leads?|led|heads?|headed|runs?|ran|commands?|commanded|chairs?|chaired|manages?|managed|rules?|ruled)",
        r"lead|led\b|head(?:s|ed|ing)?\b|chief|commander|commanded|commands?\sthe\b|chair|boss|runs?\b|ran\b|running\b|manag"
        r"|rul|govern|director|president|captain|coach|minister|mayor|king\b|queen|prince|emir\b|sultan|sheikh|ayatollah"
        r"|secretary[- ]general|founder|founded|rector|dean\b|principal|editor|executive|ceo\b|under\b"
        r"|takes?\sover|took\sover|charge\b|helm|throne|won\b|winner|ahead\b|top\b",
        alone=True,
    ),
    _deed(
        r"(?:who|which\s\w+)\s(?:\w+ly\s)?own(?:s|ed)?|owners?\sof",
        r"own|belong|b(?:uy|ought)|acqui|purchas|takeover|t(?:ook|aken)\sover|stake|share|subsidiar|parent|held|hold"
        r"|control|possess|propert|hands|landlord|proprietor|sold|sell|developed|part\sof|trust|private|public|state-|family",
    ),
    _deed(
        r"(?:what|how\s(?:big|large|high))\s(?:is|was)\s(?:\w+\s){0,2}population(?:\sof)?"
        r"|how\smany\s(?:inhabitants|people\slive)",
        r"popul|inhabit|resident|citizen|census|souls|liv(?:e|ed|ing)\b|home\sto|household|people\sof\b"
        r"|(?:town|city|village|island|nation|country|district)\sof\s[\d.,]+",
        alone=True,
    ),
    _deed(
        rf"(?:when|what\syear|who|how\slong\sago)\b.*?{_BE}(?:built|constructed|founded)|who\s(?:built|founded)",
        r"buil|construct|complet|erect|open|launch|finish|laid\b|commission|dat(?:e|es|ed|ing)\b|old\b|centur|design|found"
        r"|establish|creat|form(?:ed|ation)|start|beg[aiu]n|set\sup|inaugurat|rais|made\b|work\b|origin",
        alone=True,
    ),
    _deed(
        r"who\s(?:started|caused|lit|set)\s(?:\w+\s){0,3}?(?:fire|blaze|wildfire|crash|accident|war|riot|fight|brawl)s?",
        r"start|beg[aiu]n|set\b|setting|lit\b|light|caus|spark|ignit|trigger|arson|blam|fault|responsib|suspect|accus"
        r"|arrest|charg|convict|found|launch|creat|establish|led\b",
        alone=True,
    ),
    _deed(
        rf"{_DO}resign|who\sresigned",
        r"resign|quit|step(?:s|ped|ping)?\s(?:down|aside|back)|st(?:an|oo)d(?:s|ing)?\sdown|le(?:ft|av)|depart|oust"
        r"|sack|dismiss|fired|replac|retir|g[ai]v(?:e|es|en|ing)\sup|abdicat|relinquish|remov|forced\sout|success",
    ),
)


def tells_of_deed(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence can tell of the deed that is asked about: it or one beside it has a word for it.

    How many people it befell the sentence itself must say: the one beside may count the hurt, not the dead.
    And where one person is asked about, it must not only count others to whom it happened.
    """
    wanted = [deed for deed in _DEEDS if deed.asked.search(question.text)]
    if not wanted:
        return True
    source = sentence.source
    around: tuple[str, ...] = (sentence.text, source.before, source.after)
    counts = question.wanted is Wanted.COUNT
    subjects = [n for n in question.names if not _PLACED.search(question.text[: n.start])]
    if not counts and subjects and _only_counts_others(question, sentence):
        return False
    if question.wanted in (Wanted.TIME, Wanted.PLACE) and len(subjects) == len(question.names) == 1:
        around = tuple(text for text in around if _is_of_them(question, text))
    return all(
        any(deed.told.search(text) for text in ((sentence.text,) if counts or deed.alone else around))
        for deed in wanted
    )


def _is_of_them(question: Question, text: str) -> bool:
    """Whether a text names the one that is asked about, or says "she" or the like."""
    named = (same_name(asked, told) for asked in question.names for told in find_names(text, question.names))
    return _PRONOUN.search(text) is not None or any(named)


def _only_counts_others(question: Question, sentence: ReadSentence) -> bool:
    """Whether a sentence counts victims and names none of those asked about: "Nine people died"."""
    figures = [q for q in sentence.quantities if q.unit != "ordinal"]
    named = any(same_name(asked, told) for asked in question.names for told in sentence.names)
    return bool(figures) and not named and all_harmed(sentence.text, figures)
