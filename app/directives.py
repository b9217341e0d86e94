"""Finds text inside articles that speaks to whatever reads it instead of reporting.

Such a sentence is no evidence: a claim that rests on it is withheld, and so is one that rests on a sentence
right beside it. Where the evidence holds a plain order, doubt is no longer enough to show a claim.

What gives a plain order away: it orders or addresses the one who answers, and talks of answers, questions,
instructions or labels; it imitates a chat template; or it is written so that only a machine would read it.
The word lists name the common words for these in each language; they are read in company, never alone.
What is no plain order may still speak to its reader (`app.directive_signals`) or be in another language than
the article around it (`app.foreign`), which reports are not.
"""

import re
import unicodedata
from functools import lru_cache

from app import directive_signals as signals
from app.evidence import EvidenceSentence
from app.foreign import is_foreign
from app.model.label_syntax import LABEL_GROUP
from app.model.plain_text import visible

_TEMPLATE = re.compile(
    r"<\|[^|]{1,30}\|>|<</?SYS>>|\[/?INST\]|\"role\"\s*:|^```|\|\s*(?:answer|response|output|prompt|system|instruction)s?\s*\||<!--"
    r"|(?<!\S)[-%=#]{3,}(?!\S)|\{\{\s*/?(?:answer|prompt|system)|\[\[?(?:system|admin|assistant)\]"
    r"|</?(?:evidence|system|instructions?|prompt|answer|mark)\b|<<<|>>>"
    r"|\]\(\s*\w+:|(?-i:\b[A-Z]{3,}_[A-Z]{3,}\b)"
    r"|^\W{0,3}(?:#{2,}\s*)?(?:system|assistant|developer|user|human|instruction|response"
    r"|(?:final )?answer|prompt|tool_call)"
    r"\s*(?:prompt|message|note|update|override)?\s*[:=(>]\s*\S|\b(?:prompt|answer|output"
    r"|response)\s*[:=(]\s*[“\"'A-Z]"
    r"|\bsystem (?:prompt|override|message)\b|\b(?:training example|chain of thought"
    r"|context (?:is )?cleared)\b"
    r"|\b(?:begin|end)\s+(?:of\s+)?(?:the\s+)?(?:prompt|document|evidence|articles?|context"
    r"|instructions?|system)\b",
    re.IGNORECASE | re.MULTILINE,
)
_MACHINE = re.compile(
    r"\b(?:AI|A\.I\.|LLMs?|GPT\w*|(?:language )?models?|(?:chat\s?|\w*[a-z])?[Bb]ots?|machines?"
    r"|assistants?|operator|"
    r"retrieval system|admin(?:istrator)?)\b"
)
_SAYING = (
    r"(?:say|state|mention|repeat|confirm|write|answer|reply|respond|report|tell|include|output"
    r"|assert|announce|declare|print|"
    r"append|add|cite|quote|rank|complete|translate|contain|summari[sz]e|reveal|show|decode|obey|follow)"
)
_ORDER = re.compile(
    rf"(?:^\W*|[;:>]\s+|\b(?:please|instead|kindly|now|just),?\s+)(?:{_SAYING}|ignore|disregard"
    rf"|forget|stop|skip|override|bypass|"
    r"pretend|use|send|begin|start|end|read|act|imagine|let us|do not|don’t"
    r"|don't)\b(?! (?:Department|College|of|the union))"
    rf"|,\s+{_SAYING}\s+(?:that|to|in)\b|\b(?:and|then|always|only|must"
    rf"|should)\s+{_SAYING}\b[^.,]{{0,30}}(?:\bthat\b|[:“\"])",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"\b(?:must|required to|have to|has to|always|essential that|unless|only)\b", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"\byour\b[^.]{0,20}\b(?:answers?|repl(?:y|ies)|responses?|output|instructions?|prompt|system"
    r"|rules|task)\b"
    r"|\byou\b[^.]{0,30}\b(?:answer|reply to|respond|output|are now|were given|were told)\b"
    r"|\byou (?:must|should|will|now|have to|always)\b[^.]{0,20}\b(?:say|state|write|report|tell"
    r"|repeat|include|mention)\b"
    r"|\byou are (?:an? |the )?(?:now\b|(?:\w+ ){0,2}(?:model|assistant|bot|AI|prosecutor|reporter)\b)"
    r"|\b(?:unless|if) you (?:say|are an? (?:\w+ ){0,3}(?:model|assistant|bot|AI))\b",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"\b(?:answers?|answered|answering|repl(?:y|ies)|respon[ds]e?s?|instructions?|prompts?"
    r"|questions?|labels?|citations?|"
    r"evidence|user|reader|other (?:articles?|source)|paragraphs|the rules|(?:next|this"
    r"|the following) sentence|output|"
    r"rot13|base64|api key|whatever is asked|when asked|every first letter|summar(?:y|ies)|exactly"
    r"|everyone)\b"
    rf"|\b{_SAYING}\b[^.,]{{0,20}}(?:\bthat\b|[:“\"])",
    re.IGNORECASE,
)
_ANSWER_MUST = re.compile(
    r"\b(?:answer|reply|response|summar(?:y|ies))s?\b[^.]{0,40}\b(?:is that|must|should|always"
    r"|mentions?|includes?|contains?|"
    r"(?:have|has) to)\b|\b(?:verified|correct|only|right|expected|final) answer\b(?! to\b)"
    r"|\byou must (?:repeat|say|answer|report|tell|include)\b"
    r"|^\W*(?:now )?(?:pretend|imagine|act|behave|roleplay)\b[^.]{0,15}\b(?:to be|you are|you were"
    r"|as (?:if|an?|the))\b"
    r"|\bi authori[sz]e you\b|\b(?:instructions|rules|labels) are (?:cancelled|void"
    r"|(?:switched )?off|switched)\b"
    r"|\b(?:text|everything|paragraphs?|sentences?|articles?) above (?:is|are|was|were)\b"
    r"|^\W*previous text\b"
    r"|\bthe user has\b|\bas a language model\b"
    # our own labels and lists, questions with their answers set out, and words to be used
    r"|\b(?:evidence|sentence|passage|label)\s\d+\.\d+\b|\bQ\d*[.:)]\s.*\bA\d*[.:)]\s"
    r"|\b(?:the person who asks|whoever (?:asks|reads|answers))\b"
    r"|\b(?:open|begin|start|end|close|finish)s?\s(?:with|on)\sthe\s(?:words?|remark|sentence|line|statement|news)\b"
    r"|\b(?:to be|may be|must be|be)\s(?:copied|quoted|repeated|cited|reproduced)\b[^.]{0,20}"
    r"\b(?:verbatim|word for word|from here)"
    r"|\b(?:agreed?|agreement) on what follows\b|^\W*be so (?:good|kind) as to\b"
    r"|^\W*(?-i:You) are (?-i:[A-Z])|^\W*speaking as the\b.*\bI\b",
    re.IGNORECASE,
)

_ADDRESSED = re.compile(r"^\W*(?:\w+\W+){0,3}(?:to|for|attention|dear)\b[^.:]{0,30}[:,]", re.IGNORECASE)

# To ignore, and instructions, by their stems in other languages than English.
_IGNORE = (
    "ignor",
    "vergiss",
    "missacht",
    "glöm",
    "unohda",
    "oubli",
    "olvid",
    "dimentic",
    "esque",
    "negeer",
    "vergeet",
    "zignoruj",
    "zapomnij",
    "игнор",
    "забуд",
    "忽略",
    "无视",
    "無視",
    "忘れ",
    "تجاهل",
    "yok say",
    "görmezden",
    "अनदेखा",
    "नज़रअंदाज़",
    "abaik",
    "무시",
)
_INSTRUCTIONS = (
    "anweisung",
    "instruktion",
    "instruction",
    "instruccion",
    "consigne",
    "istruzion",
    "instruçõ",
    "instruco",
    "instructie",
    "opdracht",
    "instrukcj",
    "poleceni",
    "ohjee",
    "инструкц",
    "указан",
    "指令",
    "指示",
    "تعليمات",
    "talimat",
    "निर्देश",
    "instruksi",
    "지시",
)
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν", "aeopcyxijsdhqwABEZHIKMNOPTYXoav")
_LEET = str.maketrans("013457@$", "oieastas")
_DIGIT = re.compile(r"\d")
_SPELLED = re.compile(r"(?:\b\w-){4,}\w\b")
_CODED = re.compile(r"\b[A-Za-z0-9+/]{32,}={0,2}")


def is_directive(text: str) -> bool:
    """Whether `text`, one sentence, speaks to whatever reads it instead of reporting."""
    return _addresses(text) or signals.sends_away(_unquoted(text))


def is_order(text: str) -> bool:
    """Whether `text`, one sentence, plainly tells whatever reads it how to answer."""
    return _is_order(text) or signals.reaches(_unquoted(text), signals.PLENTY)


def is_tainted(sentence: EvidenceSentence) -> bool:
    """Whether `sentence` may carry no claim: it is no report, or stands right beside a directive."""
    beside = [near for near in (sentence.before, sentence.after) if near]
    return (
        is_directive(sentence.text)
        or any(_addresses(near) for near in beside)
        or is_foreign(sentence.text, beside)
    )


@lru_cache(maxsize=4_096)
def _addresses(text: str) -> bool:
    return _is_order(text) or signals.speaks_to_reader(text, _unquoted(text))


@lru_cache(maxsize=4_096)
def _is_order(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", visible(text))
    if plain != unicodedata.normalize("NFKC", text).replace("\r", "") and _hides(text):
        return True
    if _TEMPLATE.search(plain) or re.search(LABEL_GROUP.replace("\\(", "", 1), plain):
        return True
    if _SPELLED.search(plain) or _mixes_scripts(plain):
        return True
    return any(_orders(version) for version in dict.fromkeys((plain, _unleeted(plain))))


def _orders(text: str) -> bool:
    bare = _unquoted(text)
    order = bool(_ORDER.search(bare))
    if _ANSWER_MUST.search(bare) or _ADDRESS.search(bare):
        return True
    if order and (_ANSWERING.search(text) or _CODED.search(text)):
        return True
    if _MACHINE.search(bare) and (
        order or (_OBLIGED.search(bare) and _ANSWERING.search(text)) or _ADDRESSED.search(bare)
    ):
        return True
    low = text.casefold()
    return any(w in low for w in _INSTRUCTIONS) and any(w in low for w in _IGNORE)


def _unquoted(text: str) -> str:
    """Return `text` without what stands in quotation marks: people in the news say "you" and "answer" too."""
    return re.sub(r"“[^”]*”?|‘‘.*?(?:’’|$)|''.*?(?:''|$)|\"[^\"]*\"?", " ", text)


def _hides(text: str) -> bool:
    """Whether invisible signs stand inside words, or turn the direction of reading."""
    return bool(re.search(r"\w[\u200b\u2060\ufeff]\w|[\u202d\u202e\U000e0000-\U000e007f]", text))


def _mixes_scripts(text: str) -> bool:
    """Whether several words mix Latin letters with their likenesses from other scripts."""
    if text.isascii():
        return False
    mixed = re.findall(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u052f])\w+\b", text)
    return len(mixed) >= 2


def _unleeted(text: str) -> str:
    """Return `text` with digits inside words read as the letters that they imitate."""
    if text.isascii() and not _DIGIT.search(text) and "@" not in text and "$" not in text:
        return text
    words = re.sub(r"\b(?=\w*[A-Za-z])(?=\w*\d)[\w@$]+\b", lambda m: m[0].translate(_LEET), text)
    return words.translate(_LOOKALIKES)
