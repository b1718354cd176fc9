"""The standoff format of brat: https://brat.nlplab.org/standoff.html.

T  a span of the text          ``T1<tab>Person 41 51<tab>Ada Moreau``; parts that stand apart are joined by ``;``
E  an event                    ``E1<tab>Statement:T4 Speaker:T1 Content:T5``
A  an attribute                ``A1<tab>Act E1 deny``
N  a link                      ``N1<tab>Reference T1 Wikidata:Q42<tab>name``
#  a note                      ``#1<tab>AnnotatorNotes T1<tab>name=Ada Moreau``
*  spans of one thing          ``*<tab>Equiv T1 T6``

Offsets are Unicode code points, end exclusive, as ours are. A span never holds a line break: brat cuts it there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kgexport.errors import ReadError

Spans = tuple[tuple[int, int], ...]

_TEXT = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_EVENT = re.compile(r"(E\d+)\t(\S+?):(T\d+)((?: \S+:[TE]\d+)*) ?")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) ([TE]\d+)(?: (\S+))?")
_LINK = re.compile(r"N\d+\tReference (T\d+) ([^:\s]+):(\S+)(?:\t.*)?")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes ([TE]\d+)\t(.*)")
_EQUIVALENCE = re.compile(r"\*\tEquiv((?: T\d+){2,})")
_RELATION = re.compile(r"(?:R\d+|\*)\t(\S+).*")
_LINE_BREAKS = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class TextBound:
    """A span, or spans that stand apart, of one type."""

    type: str
    spans: Spans
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """A trigger with arguments: (role, id of a span or an event), roles as often as need be."""

    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...] = ()

    def of(self, role: str) -> list[str]:
        """The ids that have a role, in order."""
        return [target for each, target in self.arguments if each == role]


@dataclass
class Standoff:
    """What stands beside a text."""

    texts: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)  # (target, name) -> value, "" for a flag
    links: list[tuple[str, str, str]] = field(default_factory=list)  # (span, authority, id)
    notes: dict[str, str] = field(default_factory=dict)  # target -> note
    equivalences: list[tuple[str, ...]] = field(default_factory=list)
    lines: dict[str, int] = field(
        default_factory=dict, compare=False
    )  # span or event -> where it stands, where it was read

    def add_text(self, type: str, text: str, begin: int, end: int) -> str:
        """Adds a span of the article's text; gives its id."""
        spans = tuple((begin + part.start(), begin + part.end()) for part in _LINE_BREAKS.finditer(text[begin:end]))
        name = f"T{len(self.texts) + 1}"
        self.texts[name] = TextBound(type, spans, " ".join(text[first:last] for first, last in spans))
        return name

    def add_event(self, type: str, trigger: str, arguments: Iterable[tuple[str, str]] = ()) -> str:
        """Adds an event; gives its id."""
        name = f"E{len(self.events) + 1}"
        self.events[name] = Event(type, trigger, tuple(arguments))
        return name

    def written(self) -> str:
        """The content of an .ann file."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for name, bound in self.texts.items():
            offsets = ";".join(f"{begin} {end}" for begin, end in bound.spans)
            yield f"{name}\t{bound.type} {offsets}\t{bound.text}"
        for name, event in self.events.items():
            seen: dict[str, int] = {}
            arguments = []
            for role, target in event.arguments:
                seen[role] = seen.get(role, 0) + 1
                arguments.append(f" {role}{seen[role] if seen[role] > 1 else ''}:{target}")
            yield f"{name}\t{event.type}:{event.trigger}{''.join(arguments)}"
        for number, ((target, name), value) in enumerate(self.attributes.items(), 1):
            yield f"A{number}\t{name} {target}{f' {value}' if value else ''}"
        for number, (target, authority, entry) in enumerate(self.links, 1):
            yield f"N{number}\tReference {target} {authority}:{entry}\t{self.texts[target].text}"
        for number, (target, note) in enumerate(self.notes.items(), 1):
            yield f"#{number}\tAnnotatorNotes {target}\t{' '.join(note.split())}"
        for names in self.equivalences:
            yield f"*\tEquiv {' '.join(names)}"


def read_standoff(content: str, source: str) -> Standoff:
    """What an .ann file says. Raises ReadError with the line for one that is not of the format, or that we do not know, and for
    what is said twice or of something that is not there.
    """
    found = Standoff()
    for number, line in enumerate(content.split("\n"), 1):
        stripped = line.rstrip("\r")
        if not stripped:
            continue
        why_not = _taken(found, stripped, number)
        if why_not is not None:
            raise ReadError(source, why_not, number)
    for name, event in found.events.items():
        for target in (event.trigger, *(each for _, each in event.arguments)):
            if target not in found.texts and target not in found.events:
                raise ReadError(source, f"{name}: there is no {target}", found.lines[name])
    targets = {target for target, _ in found.attributes} | {span for span, *_ in found.links} | found.notes.keys()
    for target in sorted(targets.union(*found.equivalences)):
        if target not in found.texts and target not in found.events:
            raise ReadError(source, f"there is no {target}")
    return found


def _taken(found: Standoff, line: str, number: int) -> str | None:
    """Takes what a line says; why not, where that cannot be done."""
    if match := (_TEXT.fullmatch(line) or _EVENT.fullmatch(line)):
        name = match[1]
        if name in found.lines:
            return f"{name} stands in line {found.lines[name]} already"
        found.lines[name] = number
        if name.startswith("T"):
            parts = (part.split(" ") for part in match[3].split(";"))
            found.texts[name] = TextBound(match[2], tuple((int(begin), int(end)) for begin, end in parts), match[4])
        else:
            pairs = (argument.split(":", 1) for argument in match[4].split())
            arguments = tuple((role.rstrip("0123456789"), target) for role, target in pairs)
            found.events[name] = Event(match[2], match[3], arguments)
    elif match := _ATTRIBUTE.fullmatch(line):
        if found.attributes.setdefault((match[2], match[1]), match[3] or "") != (match[3] or ""):
            return f"{match[2]} has two values for {match[1]}: {found.attributes[match[2], match[1]]} and {match[3]}"
    elif match := _LINK.fullmatch(line):
        found.links.append((match[1], match[2], match[3]))
    elif match := _NOTE.fullmatch(line):
        if found.notes.setdefault(match[1], match[2]) != match[2]:
            return f"{match[1]} has two notes; which of them is it?"
    elif match := _EQUIVALENCE.fullmatch(line):
        found.equivalences.append(tuple(match[1].split()))
    elif match := _RELATION.fullmatch(line):
        return f"no relation of ours: {match[1]} (only Equiv is read)"
    else:
        return f"not a line of brat standoff that we know: {line[:80]!r}"
    return None
