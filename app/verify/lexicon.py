"""Small word lists that the checks share. Lower case; verbs as lemmas."""

from functools import lru_cache

from app.words import keys_of, lemmas

SPEECH_VERBS = frozenset(
    """say tell claim allege argue believe think suggest insist assert state announce warn report deny add note
    explain maintain contend acknowledge admit declare estimate predict speculate testify write tweet accuse vow
    promise hope fear expect suspect emphasize emphasise stress describe complain conclude recall indicate ask urge
    pledge reiterate respond reply quip joke comment remark observe concede quote express reveal confirm charge
    hint imply propose recommend advise caution comfort feel consider doubt wonder question blame criticize
    criticise praise post boast lament agree disagree label call hail dismiss brand forecast reckon opine assume
    understand know point hear learn read cite repeat continue answer protest exclaim""".split()
)
"""Verbs that can hand a statement to someone."""

REPORTING_VERBS = SPEECH_VERBS - frozenset(
    """confirm reveal acknowledge admit know understand learn point hear read consider question label call hail
    praise blame criticize criticise accuse charge express cite describe propose recommend advise feel ask urge
    post quote agree disagree dismiss brand recall continue comfort hope vow pledge promise repeat answer""".split()
)
"""Speech verbs after which a statement stands on its speaker's word alone."""

HEDGES = frozenset("reportedly allegedly purportedly supposedly apparently ostensibly presumably rumored".split())

NEGATORS = frozenset(
    """not never no without neither nor none nobody nothing nowhere cannot hardly barely scarcely unlikely unable
    lacks lack lacked lacking""".split()
)
NEGATIVE_VERBS = frozenset("fail refuse decline deny reject avoid refute rule-out halt cancel".split())

POSSIBLE = frozenset("may might could can possibly perhaps potentially likely probably maybe".split())
FUTURE = frozenset("will would shall ll wo".split())
DUTY = frozenset("should must ought".split())
INTENT_VERBS = frozenset(
    """plan intend aim hope want expect order threaten consider urge propose vow pledge promise agree offer try
    attempt seek demand authorize authorise approve prepare mull weigh request instruct call invite seem appear tend
    encourage recommend advise schedule set scheduled need""".split()
)
"""Verbs before which an act has not (yet) happened."""
CONDITIONS = frozenset("if unless whether provided".split())

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

_SYNONYMS = """
kill slay | die perish | dead deceased | death fatality | injure wound hurt | injury wound | attack assault strike raid
bomb bombing blast explosion detonation | begin start commence launch | end finish conclude | buy purchase acquire
car vehicle automobile | aid help assist assistance support | big large huge major | small minor little
say state tell remark declare assert announce note add comment explain | show demonstrate indicate reveal
demand call | require need | rise increase climb grow jump surge | fall drop decline decrease sink plunge
arrest detain apprehend | police officer | troop soldier serviceman servicemember personnel force | army military
country nation state | city town municipality | leader head chief boss | company firm business corporation
home house residence | child kid youngster | doctor physician | lawyer attorney counsel | worker employee staff
citizen resident inhabitant local | protester demonstrator | protest demonstration rally | election vote poll ballot
win victory triumph | defeat beat | lose loss | meet meeting | talk discussion negotiation | deal agreement accord pact
plan scheme proposal | law legislation act bill | approve back endorse authorize pass | oppose reject resist
quit resign leave | fire dismiss sack | job post position role | choose select pick elect | get receive obtain gain
give provide supply offer | send dispatch deploy | build construct erect | destroy demolish wreck | damage harm
close shut | open reopen | hit strike | stop halt cease | happen occur | take seize capture | keep retain hold
make create produce | find discover locate | release publish issue free | hold stage organize | visit trip
road street highway | ship vessel boat | plane aircraft jet airplane | fire blaze | flood inundate | storm hurricane
money fund cash | cost price | pay spend | earn make | owner proprietor | film movie picture | study research survey
investigate probe inquire inquiry investigation | charge accuse | accident crash collision | trial court | jail prison
imprison jail | murder homicide killing | victim casualty | rescue save | flee escape | warn caution | fear worry concern
important significant key crucial | quick rapid fast swift | near close | several numerous many multiple various
around approximately roughly | nearly almost | recently lately | currently presently | previously formerly earlier before
initially originally | quickly swiftly rapidly | entire whole full | famous renowned well-known | former ex | also additionally
use utilize employ | allow permit let | ban prohibit bar outlaw forbid | join enter | return come | move shift relocate
include contain comprise | remain stay | think believe | want wish desire | try attempt seek | change alter modify
ask request | answer reply respond | travel journey | watch see view | area region zone district | part portion section
amount sum quantity | group organization organisation | member participant | fan supporter | player athlete footballer
goal target aim objective | school academy | student pupil | teacher instructor | university college | illness disease sickness
sick ill | drug medicine medication | show display | begin inception | journalist reporter correspondent | newspaper paper
author writer | movie film | song track | album record | picture image photo photograph | statement declaration
order command instruct | force compel | responsible behind | responsibility blame | reason cause | result outcome
goods product item | firearm gun weapon | fighter militant gunman | militia rebel insurgent | missile rocket projectile
raise increase lift | lower reduce cut slash decrease | expand enlarge extend grow | delay postpone | cancel scrap
conduct carry perform execute | unveil reveal present introduce | lead head | mainly mostly primarily largely chiefly
annual yearly | dispute conflict row | war conflict | peace truce ceasefire | storm tempest | mission operation
authority official | administration government | parliament legislature | minister secretary | spokesperson spokesman spokeswoman
evening night | forbid prevent | prevent stop avert | describe depict portray | view regard consider see | praise laud hail
criticize criticise condemn denounce | emphasize emphasise stress underline highlight | vow pledge promise | hope expect
receive get | obtain secure | reach arrive hit | exceed surpass top | contest race competition | game match
"""
_ANTONYMS = """
rise fall | increase decrease | increase fall | rise drop | increase drop | increase decline | rise decline | grow shrink
win lose | victory defeat | open close | open shut | begin end | start stop | start end | start finish | accept reject
approve reject | support oppose | allow ban | allow forbid | permit ban | permit prohibit | alive dead | live die
arrive leave | arrive depart | enter leave | buy sell | guilty innocent | convict acquit | arrest release | free jail
free imprison | success failure | succeed fail | strong weak | high low | higher lower | more less | more fewer | most least
first last | before after | north south | east west | northern southern | eastern western | left right | male female
man woman | boy girl | mother father | son daughter | husband wife | brother sister | early late | old new | young old
confirm deny | agree disagree | admit deny | safe dangerous | safe unsafe | legal illegal | public private | major minor
maximum minimum | increase reduce | raise lower | raise cut | gain lose | gain loss | profit loss | expand cut | join quit
attack defend | friend enemy | ally enemy | hire fire | improve worsen | better worse | best worst | hot cold | day night
morning evening | morning afternoon | summer winter | import export | majority minority | always never | large small
big small | long short | empty full | remember forget | love hate | praise criticize | optimistic pessimistic | up down
above below | inside outside | domestic foreign | advance retreat | appear disappear | build destroy | acceptance refusal
lift impose | upper lower | peaceful violent | likely unlikely | able unable | possible impossible | happy unhappy
"""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    groups = [g for line in _SYNONYMS.strip().splitlines() for g in line.split("|")]
    for number, group in enumerate(groups):
        for word in group.split():
            for key in keys_of(word):
                table.setdefault(key, set()).add(number)
    return {key: frozenset(numbers) for key, numbers in table.items()}


@lru_cache(maxsize=1)
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = set()
    for pair in _ANTONYMS.replace("\n", "|").split("|"):
        words = pair.split()
        if len(words) == 2:
            for a in keys_of(words[0]):
                for b in keys_of(words[1]):
                    pairs |= {(a, b), (b, a)}
    return frozenset(pairs)


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
