"""Is an article in English? The steps know no other language and would find nonsense in one.

Script first, then the share of function words, the oldest reliable sign of a language (Ingle 1976, A Language Identification
Table). Words that several languages share ("in", "a", "on", "is") count for none. When in doubt it is English.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from kgexport.model import Article

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PROBE = 50_000  # characters looked at
_ENOUGH, _PLENTY = 12, 30  # words that show a language we know, and different ones that show none of ours
_DISTINCT = 4  # different function words of a language that must occur

_ENGLISH = frozenset(
    """the of and to that for with his her its it they their them from by at are were be been has have had not but or which
    who whom whose will would could should this these those there when where while after before about into than then also
    said says he she you your our my if because between against more most some any each such only other during through
    what how why being did does can may might must""".split()  # noqa: SIM905
)
_OTHERS: dict[str, frozenset[str]] = {
    "German": frozenset(
        """der die und das den dem des ein eine einen einem einer nicht ist sich mit auf für von zu im auch bei nach wie
        werden wurde hat haben sind aus dass über wird oder aber sein seine um er sie""".split()  # noqa: SIM905
    ),
    "French": frozenset(
        """le la les des et du une un est que qui dans pour pas sur au aux par avec ce cette sont il elle ne se son sa ses
        ont été plus mais comme leur nous vous""".split()  # noqa: SIM905
    ),
    "Spanish": frozenset(
        """el la los las de del y que en un una es por con para su se al como más fue han ha pero sus este esta lo
        también entre sobre""".split()  # noqa: SIM905
    ),
    "Portuguese": frozenset(
        """o os as da do das dos que em um uma é por com para se na no nas nos mais foi não ao pelo pela como mas
        seu sua também""".split()  # noqa: SIM905
    ),
    "Italian": frozenset(
        """il lo la gli le di del della dei delle e che un una è per con non si da dal nel nella sono ha anche come più ma
        alla al ai""".split()  # noqa: SIM905
    ),
    "Dutch": frozenset(
        """de het een en van dat niet te zijn voor er aan ook als bij naar maar worden werd heeft hebben door uit om
        hij zij dit deze""".split()  # noqa: SIM905
    ),
    "Polish": frozenset(
        """i w z na do nie się że jest o jak po za od przez dla są to jego oraz który która które ale był była tym
        ze""".split()  # noqa: SIM905
    ),
    "Swedish": frozenset("och att det som en av för med den till inte är på ett om har de sig från var".split()),  # noqa: SIM905
    "Turkish": frozenset("ve bir bu için ile da de olarak olan gibi daha çok ne kadar sonra ise ancak".split()),  # noqa: SIM905
    "Indonesian": frozenset("yang dan di dengan untuk dari pada ini itu tidak dalam adalah akan ke oleh juga".split()),  # noqa: SIM905
}
_ENGLISH_TAGS = frozenset({"en", "eng", "und", "mul", "zxx"})


def why_not_english(article: Article) -> str | None:
    """Why nothing is to be read from an article, in words: its metadata name another language, or its text is in one."""
    if article.language is not None and article.language.split("-")[0].lower() not in _ENGLISH_TAGS:
        return f"its language is given as {article.language!r}"
    return other_language(article.text)


@lru_cache(maxsize=1)  # asked by who tells the user and by who annotates, one after the other
def other_language(text: str) -> str | None:
    """What a text that is clearly not English looks like, in words; None for English and for what is too short to tell."""
    head = normalize("NFC", text[:_PROBE])  # a combining mark would cut its word in two
    letters = list(filter(str.isalpha, head))
    if len(letters) < 2 * _ENOUGH:
        return None
    if not head.isascii() and sum(map(_is_latin, letters)) < 0.5 * len(letters):
        return "its text is not in Latin script"
    words = _WORD.findall(head)
    # Names say nothing about the language; where everything is in capitals, they cannot be told.
    plain = [word for word in words if word[0].islower()]
    capitals = False
    if len(plain) < 0.2 * len(words) and sum(1 for letter in letters if letter.isupper()) > 0.8 * len(letters):
        plain, capitals = [word.lower() for word in words], True
    if len(plain) < _ENOUGH:
        return None
    english = _share(plain, _ENGLISH)
    if english >= 0.12:
        return None
    best = max(_OTHERS, key=lambda language: _share(plain, _OTHERS[language]))
    # "Anna met Peter" over and over is not Dutch: one word is no language.
    if _share(plain, _OTHERS[best]) > max(0.2, 2 * english) and len(_OTHERS[best].intersection(plain)) >= _DISTINCT:
        return f"its text looks like {best}"
    return (
        "its text does not look like English"
        if english < 0.02 and len(set(plain)) >= _PLENTY and not capitals
        else None
    )


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


def _share(words: list[str], of: frozenset[str]) -> float:
    return sum(map(of.__contains__, words)) / len(words)
