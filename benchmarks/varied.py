"""Many annotated articles out of one: other people, other days, the same words otherwise; the same ones for the same seed.

Names come from a pool, some often and most seldom, as in news; two of three people are linked to an authority, so that articles
share nodes. Offsets move with the names, and the gate proves each graph as it does any other.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, islice
from itertools import count as count_from
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from kgexport.errors import GateError
from kgexport.graph.gate import CheckedGraph
from kgexport.mappers import MappingOptions
from kgexport.model import AnnotatedArticle, Person
from kgexport.pipeline import annotate_to
from kgexport.readers.annotations import annotated_of
from kgexport.work import graph_of

SEED = 20251021
_GIVEN = ("Ada", "Boris", "Carla", "Dmitri", "Elif", "Farid", "Grace", "Hana", "Igor", "Jonas", "Kwame", "Lucía", "Mei")
_FIRST, _LAST = (
    ("Ash", "Bel", "Cor", "Dan", "El", "Fair", "Gar", "Hol", "Iv", "Kar"),
    ("berg", "ton", "ova", "man", "idis"),
)
_FIRST_DAY = date(2024, 1, 1)
_PEOPLE = 600
Name: TypeAlias = tuple[str, str]


def varied(
    template: AnnotatedArticle, count: int, seed: int = SEED, called: str = "varied"
) -> Iterator[AnnotatedArticle]:
    """``count`` articles, ids and days of publication apart, whose people have names of a pool. Raises ValueError where a mention
    begins or ends inside a name.
    """
    random_numbers = random.Random(seed)
    pool = [_name(number) for number in range(_PEOPLE)]
    often = [1 / (rank + 5) for rank in range(_PEOPLE)]
    people = [agent for agent in template.agents if isinstance(agent, Person)]
    plain: dict[str, Any] = msgspec.to_builtins(template)
    for number in range(count):
        chosen: dict[int, None] = {}
        while len(chosen) < len(people):
            chosen.update(dict.fromkeys(random_numbers.choices(range(_PEOPLE), often)))
        numbers = dict(zip((person.id for person in people), chosen, strict=True))
        changed = _renamed(plain, _words(people, {who: pool[which] for who, which in numbers.items()}))
        changed["article"]["id"] = f"{called}-{number:06}"
        changed["article"]["published"] = str(_FIRST_DAY + timedelta(days=random_numbers.randrange(730)))
        others = [link for link in changed.get("links", ()) if link["agent"] not in numbers]
        linked = [(who, which) for who, which in numbers.items() if which % 3]
        changed["links"] = others + [
            {"agent": who, "target": f"Q{900_000_000 + which}", "authority": "varied", "method": "alias", "score": 1.0}
            for who, which in linked
        ]
        yield annotated_of(msgspec.json.encode(changed))


def varied_graphs(inputs: Sequence[Path], count: int) -> Iterator[CheckedGraph]:
    """The graphs of ``count`` articles that are made out of the first one in ``inputs``."""
    template = annotated_of(_first_line(inputs))
    return (graph_of(annotated, MappingOptions()) for annotated in varied(template, count))


def varied_news(templates: Sequence[AnnotatedArticle], count: int) -> Iterator[CheckedGraph]:
    """The graphs of ``count`` articles, by turns out of each of ``templates`` whose names can be exchanged."""
    return islice(chain.from_iterable(_rounds(templates)), count)


def _rounds(templates: Sequence[AnnotatedArticle]) -> Iterator[list[CheckedGraph]]:
    for turn in count_from(1):
        found: list[CheckedGraph] = []
        for number, template in enumerate(templates):
            with suppress(ValueError, GateError):
                (annotated,) = varied(template, 1, SEED + 1000 * turn + number, f"{template.article.id}-{turn}")
                found.append(graph_of(annotated, MappingOptions()))
        if not found:
            return
        yield found


def _first_line(inputs: Sequence[Path]) -> bytes:
    from io import BytesIO

    stream = BytesIO()
    annotate_to(inputs, stream)
    return stream.getvalue().splitlines()[0]


def _name(number: int) -> Name:
    family = _FIRST[number // len(_LAST) % len(_FIRST)] + _LAST[number % len(_LAST)]
    return _GIVEN[number // 50 % len(_GIVEN)], family + ("" if number < 50 * len(_GIVEN) else "s")


def _words(people: Sequence[Person], names: Mapping[str, Name]) -> dict[str, str]:
    """What each word of the old names becomes."""
    words: dict[str, str] = {}
    for person in people:
        given, family = names[person.id]
        *first, last = person.name.split()
        words |= dict.fromkeys(first, given) | {last: family}
    return words


def _renamed(plain: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    if not words:
        return dict(plain)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b")
    old = plain["article"]["text"]
    moves = [(found.start(), found.end(), len(words[found[0]]) - len(found[0])) for found in pattern.finditer(old)]

    def renamed(text: str) -> str:
        return pattern.sub(lambda found: words[found[0]], text)

    def moved(offset: int) -> int:
        if any(begin < offset < end for begin, end, _ in moves):
            raise ValueError(f"a mention begins or ends inside a name at {offset}")
        return offset + sum(by for _, end, by in moves if end <= offset)

    new = renamed(old)

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            if "begin" in value:
                begin, end = moved(value["begin"]), moved(value["end"])
                return value | {"begin": begin, "end": end, "text": new[begin:end]}
            return {key: changed(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [changed(each) for each in value]
        return renamed(value) if isinstance(value, str) else value

    result: dict[str, Any] = changed(dict(plain))
    return result
