"""The people in a byline. What may be an organisation, a desk or a role is left out: an author becomes a person in the graph."""

import re

_LEAD = re.compile(
    r"(?:additional\s+|with\s+)?(?:(?:written|reported|reporting|writing|story|text|words|posted|published)\s+)?by:?\s+",
    re.I,
)
# For words with single blanks between.
_TAIL = re.compile(r" (?:in|at|for|of|from|is|was) .*| ?[|•·–—(\[<].*| - .*", re.S)
_SEPARATOR = re.compile(r" ?(?:,|;|&|/|\band\b|\bwith\b) ?", re.I)
_NAME_WORD = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*)|(?:d['’][A-Z][\w'’-]*))"
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|la|le|van|von|zu|zur|ter|ten|bin|ibn|al|el|y|e|af|av)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*(?:al-|el-)?{_NAME_WORD}){{1,4}}")
_NOBODY = frozenset(
    """staff desk editor editors editorial newsroom newsdesk team board agency agencies correspondent correspondents
    reporter reporters writer writers service services wire news press media bureau office network tv radio post times herald
    tribune journal gazette guardian telegraph daily weekly magazine online digital admin administrator contributor contributors
    guest special association associated reuters group company inc ltd university institute foundation department
    ministry committee council world politics business sports analysis opinion exclusive photo photos video the
    today international national local global channel""".split()  # noqa: SIM905
)


def people_in(byline: str, publisher: str | None = None) -> tuple[str, ...]:
    """The names of people in a byline such as "By Ann Lee and Bob Ray in Vienna"; none where there is doubt."""
    words = " ".join(byline.split())
    if not words or len(words) > 300 or "://" in words or "@" in words.split(" ")[0]:
        return ()
    names: dict[str, None] = {}
    for part in words.split(";"):  # what follows a place may be one more place, but not after this
        people = _TAIL.sub("", _LEAD.sub("", part.strip(), count=1), count=1)
        names |= dict.fromkeys(name.strip(" .") for name in _SEPARATOR.split(people))
    return tuple(name for name in names if _is_person(name, publisher))


def _is_person(name: str, publisher: str | None) -> bool:
    if publisher is not None and name.casefold() == publisher.casefold():
        return False
    if name.isupper():  # a byline in capitals: "ANN LEE"; one word is an agency
        name = name.title()
    return _NAME.fullmatch(name) is not None and not any(word.strip(".").lower() in _NOBODY for word in name.split())
