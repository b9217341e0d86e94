"""The words in which a page talks about itself, by their part; the rules are in `cleaning_furniture`."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")

# What a page asks the reader to do.
ACTIONS = _words(
    "accept add allow become browse cancel click close comment continue copy create discover donate "
    "download email enable enter explore follow forward get hide install join leave like listen load "
    "log login manage open pin post press print read receive refresh register reject reply report save "
    "see send share show sign skip submit subscribe support tap try tweet unsubscribe update view visit "
    "vote watch write"
)
# What it asks about so often that the word alone tells a page from an article.
OWN_THINGS = _words("comment comments cookie cookies newsletter newsletters javascript unsubscribe")
# Other things that a page consists of.
THINGS = OWN_THINGS | _words(
    "account ad ads alert alerts app article articles box browser button channel content conversation "
    "discussion e-mail email emails feed field fields form gallery homepage inbox link links login "
    "members membership menu message navigation notification notifications page password podcast post "
    "posts profile replies reply rss site slideshow stories story subscribers subscription thread "
    "updates us username video version website"
)
PLATFORMS = _words(
    "bluesky email facebook flipboard instagram linkedin mastodon messenger pinterest pocket print "
    "reddit rss skype snapchat telegram threads tiktok tumblr twitter viber vk wechat weibo whatsapp x "
    "xing youtube"
)
# Words that head or fill a box beside an article, alone on their line.
LABELS = _words(
    "advert advertisement advertising advertorial categories category comments loading posted promoted "
    "recommended related share shares sharing sponsored subscribe tags topics trending tweet"
)
# Who speaks and who is spoken to.
ADDRESS = _words("me my our us you your we this here")
FILLER = _words(
    "a address all an and any are at back be been below being button by can closed code copied daily "
    "disabled down exclusive first for free from full getting has have here i in inbox is it its latest "
    "later least logged marked minute minutes more must my name never new next no not now of off on one "
    "only open or original our out please posted previous published required so stay straight that the "
    "their them then there these they this time to today top trending up via was website weekly will "
    "with yet you your"
)
PAGE_WORDS = ACTIONS | THINGS | PLATFORMS | LABELS | ADDRESS | FILLER

_SEE = (
    r"see also|also (?:see|read|watch)|(?:read|see|watch|find out|learn) (?:also|more|next)|"
    r"(?:don[’']t|do not) miss"
)
_MORE = r"must[- ]read|(?:continue|keep|further) reading|click here|(?:you )?(?:may|might) also like"
_OTHERS = (
    r"(?:related|recommended|more|other|latest|top|popular|trending)"
    r"(?: (?:stories|story|articles?|posts?|news|content|coverage|reading|links?|topics?|videos?))?"
)
_BOXES = (
    r"(?:up )?next|previous|watch|listen|read|video|audio|gallery|in (?:pictures|photos|depth)|"
    r"most (?:read|popular|viewed|shared)|editor[’']s (?:picks?|choice)|"
    r"(?:next|previous) (?:article|post|story)|"
    r"(?:story|article) continues(?: below)?(?: (?:this )?advert(?:isement)?)?|scroll down|filed under|"
    r"tagged(?: with| as)?|tags?|categor(?:y|ies)|topics?|share (?:this|on)(?: \w+)?"
)
# They lead to another article, with or without a colon: nothing else begins so and has no end.
OPEN_POINTER = re.compile(rf"(?:{_SEE}|{_MORE})\b", re.IGNORECASE)
# These do only with a colon, or as a whole line.
CLOSED_POINTER = re.compile(rf"(?:{_SEE}|{_MORE}|{_OTHERS}|{_BOXES})\s*(?::|[»>→–—-](?=\s)|$)", re.IGNORECASE)
