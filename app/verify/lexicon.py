"""Small word lists that the checks share. Lower case; verbs as lemmas."""

from functools import lru_cache
from importlib import resources

from app.wordlists import word_set
from app.words import keys_of, lemmas

SPEECH_VERBS = word_set(
    """say tell claim allege argue believe think suggest insist assert state announce warn report deny add
    note explain maintain contend acknowledge admit declare estimate predict speculate testify write tweet
    accuse vow promise hope fear expect suspect emphasize emphasise stress describe complain conclude
    recall indicate ask urge pledge reiterate respond reply quip joke comment remark observe concede quote
    express reveal confirm charge hint imply propose recommend advise caution comfort feel consider doubt
    wonder question blame criticize criticise praise post boast lament agree disagree label call hail
    dismiss brand forecast reckon opine assume understand know point hear learn read cite repeat continue
    answer protest exclaim"""
)
"""Verbs that can hand a statement to someone."""

REPORTING_VERBS = SPEECH_VERBS - word_set(
    """confirm reveal acknowledge admit know understand learn point hear read consider question label call
    hail praise blame criticize criticise accuse charge express cite describe propose recommend advise
    feel ask urge post quote agree disagree dismiss brand recall continue comfort hope vow pledge promise
    repeat answer"""
)
"""Speech verbs after which a statement stands on its speaker's word alone."""

HEDGES = word_set("reportedly allegedly purportedly supposedly apparently ostensibly presumably rumored")

NEGATORS = word_set(
    """not never no without neither nor none nobody nothing nowhere cannot hardly barely scarcely unlikely
    unable lacks lack lacked lacking"""
)
NEGATIVE_VERBS = word_set("fail refuse decline deny reject avoid refute rule-out halt cancel refrain abstain")

POSSIBLE = word_set("may might could can possibly perhaps potentially likely probably maybe")
FUTURE = word_set("will would shall ll wo")
DUTY = word_set("should must ought")
INTENT_VERBS = word_set(
    """plan intend aim hope want expect order threaten consider urge propose vow pledge promise agree offer
    try attempt seek demand authorize authorise approve prepare mull weigh request instruct call invite
    seem appear tend encourage recommend advise schedule set scheduled need"""
)
"""Verbs before which an act has not (yet) happened."""
INTENT_OBJECT_VERBS = word_set(
    "order threaten consider urge propose seek demand authorize authorise mull weigh request"
)
"""Those that take what is intended as their object: "ordered strikes"."""
CONDITIONS = word_set("if unless whether provided")

CAUSAL = (
    r"\b(?:because|due\sto|owing\sto|as\sa\sresult|result(?:s|ed|ing)?\s(?:in|from)|therefore|thus|hence|"
    r"consequently|led\sto|lead(?:s|ing)?\sto|caus(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|prompt(?:s|ed|ing)?|"
    r"thanks\sto|on\saccount\sof|so\sthat|in\sresponse\sto|blam(?:e|es|ed|ing)|spark(?:s|ed|ing)?|which\sis\swhy|"
    r"the\sreason|attributed\sto|stem(?:s|med|ming)?\sfrom|arising\sfrom|forc(?:ed|ing)|driven\sby|since\s(?=it|"
    r"they|he|she|the|there)|following|after|amid|as\s(?=the|a|it|they)|for\s\w+ing|over|in\sorder\sto|so)\b"
)
STRONG_CAUSAL = (
    r"\b(?:because|due\sto|owing\sto|as\sa\s(?:direct\s)?result|result(?:ed|ing)\s(?:in|from)|therefore|thus|hence|"
    r"consequently|led\sto|caus(?:ed|ing)|triggered|prompted|thanks\sto|on\saccount\sof|which\sis\swhy|"
    r"that\sis\swhy|stem(?:med|s)\sfrom)\b"
)


@lru_cache(maxsize=2)
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    text = resources.files("app.verify").joinpath(name).read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(_lines("synonyms.txt")):
        for word in group:
            for key in keys_of(word):
                table.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in table.items()}


@lru_cache(maxsize=1)
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = set()
    for one, other in _lines("antonyms.txt"):
        for a in keys_of(one):
            for b in keys_of(other):
                pairs |= {(a, b), (b, a)}
    return frozenset(pairs)


@lru_cache(maxsize=50_000)
def synonym_keys(keys: frozenset[str]) -> frozenset[str]:
    """Return the keys of all words in a synonym group with a word of these keys."""
    table, members = _groups(), _members()
    return frozenset(k for key in keys for group in table.get(key, ()) for k in members[group])


@lru_cache(maxsize=1)
def _members() -> dict[int, frozenset[str]]:
    members: dict[int, set[str]] = {}
    for key, groups in _groups().items():
        for group in groups:
            members.setdefault(group, set()).add(key)
    return {group: frozenset(keys) for group, keys in members.items()}


@lru_cache(maxsize=100_000)
def synonyms(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two words' keys share a synonym group."""
    table = _groups()
    return any(table.get(x, frozenset()) & table.get(y, frozenset()) for x in a for y in b)


@lru_cache(maxsize=100_000)
def antonyms(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two words' keys are listed as opposites, and not also as forms of one word."""
    table = _opposites()
    return not (a & b) and any((x, y) in table for x in a for y in b)


@lru_cache(maxsize=50_000)
def is_verb_of(lower: str, verbs: frozenset[str]) -> bool:
    """Whether a word is a form of one of `verbs`."""
    return any(form in verbs for form in lemmas(lower).get("VERB", ()))
