"""How well repeated copy is found: ``python -m benchmarks.copies CORPUS.jsonl``, a line an article with its ``text``.

Of each article a copy is made as other outlets make it, at several levels of editing, and the two stand in the corpus among all
others. A copy is found where it is linked to its original; a link to anything else is wrong. Then what is no copy is
made the same way: a later report with some of the background, one item of a digest, a report that quotes the same speech. Where
datasketch is installed, its MinHashLSH (resemblance of whole texts) does the same work beside ours.
"""

import argparse
import random
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from kgexport.copies.fingerprints import SHINGLE, fingerprint_of
from kgexport.copies.repeats import repeated
from kgexport.model import Article

_SENTENCE = re.compile(r"[^.\n]+[.\n]+|[^.\n]+$")
_WORDS = (97, 1500)  # of the articles that are copied
Edit = Callable[[str, random.Random], str]
Links = list[tuple[str, str]]


class Filler:
    """Sentences that stand in no article: the corpus's words in no order."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [word for text in texts for word in text.split()]

    def __call__(self, count: int, numbers: random.Random) -> str:
        """So many words."""
        return " ".join(numbers.choices(self._words, k=count))


def edits(filler: Filler) -> tuple[dict[str, Edit], dict[str, Edit]]:
    """What makes a copy, and what makes another report."""

    def headed(text: str, numbers: random.Random) -> str:
        """Another headline, a dateline, a line of credit."""
        return f"{filler(9, numbers)}\n\n{filler(3, numbers)} — {text}\n{filler(10, numbers)}"

    def cut(part: float) -> Edit:
        return lambda text, _: "".join((found := _SENTENCE.findall(text))[: max(1, round(len(found) * part))])

    def edited(part: float) -> Edit:
        def of(text: str, numbers: random.Random) -> str:
            return " ".join(
                word if numbers.random() >= part else numbers.choice(("", filler(1, numbers), filler(2, numbers)))
                for word in text.split()
            )

        return of

    def thinned(part: float) -> Edit:
        return lambda text, numbers: "".join(each for each in _SENTENCE.findall(text) if numbers.random() >= part)

    def turned(text: str, _: random.Random) -> str:
        found = _SENTENCE.findall(text)
        third = len(found) // 3 or 1
        return "".join(found[2 * third :] + found[third : 2 * third] + found[:third])

    def longer(part: float) -> Edit:
        def of(text: str, numbers: random.Random) -> str:
            found = _SENTENCE.findall(text)
            more = filler(round(len(text.split()) * part), numbers)
            return "".join([*found[: len(found) // 2], f" {more}. ", *found[len(found) // 2 :]])

        return of

    def then(*steps: Edit) -> Edit:
        def of(text: str, numbers: random.Random) -> str:
            for step in steps:
                text = step(text, numbers)
            return text

        return of

    def background(part: float) -> Edit:
        def of(text: str, numbers: random.Random) -> str:
            words = text.split()
            kept = round(len(words) * part)
            return f"{filler(len(words) - kept, numbers)} {' '.join(words[len(words) - kept :])}"

        return of

    copies: dict[str, Edit] = {"the same text": lambda text, _: text, "headline, dateline, credit": headed}
    copies |= {f"cut to {part} %": then(cut(part / 100), headed) for part in (75, 50, 33, 25)}
    copies |= {f"{part} % of the words changed": then(edited(part / 100), headed) for part in (2, 5, 10, 15, 20)}
    copies |= {f"{part} % of the sentences gone": then(thinned(part / 100), headed) for part in (20, 50)}
    copies |= {"thirds in another order": then(turned, headed)}
    copies |= {f"{part} % of own text put in": then(longer(part / 100), headed) for part in (50, 100, 200)}
    copies |= {f"cut to 50 %, {part} % changed": then(cut(0.5), edited(part / 100), headed) for part in (2, 5, 10)}
    others = {f"later report, {part} % background": background(part / 100) for part in (20, 30, 40, 50)}
    others["item of a digest of ten"] = lambda text, numbers: f"{text} {filler(9 * len(text.split()), numbers)}"
    return copies, others


def ours(texts: dict[str, str]) -> Links:
    """What ``export`` links."""
    prints = {name: fingerprint_of(Article(id=name, text=text)) for name, text in texts.items()}
    return [(each.article, each.first) for each in repeated(prints)]


def minhash(threshold: float) -> Callable[[dict[str, str]], Links]:
    """MinHash of the same shingles with 128 permutations; each article is linked to the most similar earlier one."""
    from datasketch import MinHash, MinHashLSH

    def find(texts: dict[str, str]) -> Links:
        index = MinHashLSH(threshold=threshold, num_perm=128)
        prints: dict[str, MinHash] = {}
        found: Links = []
        for name in sorted(texts):
            words = re.findall(r"\w+", texts[name].casefold())
            print_ = MinHash(num_perm=128, seed=1)
            print_.update_batch([" ".join(words[n : n + SHINGLE]).encode() for n in range(len(words) - SHINGLE + 1)])
            near = [(print_.jaccard(prints[each]), each) for each in sorted(index.query(print_))]
            if near and max(near)[0] >= threshold:
                found.append((name, max(near)[1]))
            index.insert(name, print_)
            prints[name] = print_
        return found

    return find


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    path = parser.parse_args().corpus
    lines = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    texts = [str(line["text"]) for line in lines]
    chosen = [number for number, text in enumerate(texts) if _WORDS[0] <= len(text.split()) <= _WORDS[1]]
    ways: dict[str, Callable[[dict[str, str]], Links]] = {"kgexport": ours}
    try:
        ways |= {f"MinHashLSH {threshold}": minhash(threshold) for threshold in (0.5, 0.3)}
    except ImportError:
        print("datasketch is not installed: ours alone\n")
    corpus = {f"a{number:05}": text for number, text in enumerate(texts)}
    for name, way in ways.items():
        print(f"{name}: {len(way(corpus))} links in the corpus of {len(corpus)} as it is")
    copies, others = edits(Filler(texts))
    spent = dict.fromkeys(ways, 0.0)
    print(f"\n{len(chosen)} articles: found % (wrong)\n\n| | {' | '.join(ways)} |\n|---|{'---|' * len(ways)}")
    for label, edit in (copies | others).items():
        numbers = random.Random(label)
        made = corpus | {f"b{number:05}": edit(texts[number], numbers) for number in chosen}
        cells = []
        for name, way in ways.items():
            start = time.process_time()
            links = [link for link in way(made) if link[0].startswith("b")]
            spent[name] += time.process_time() - start
            right = sum(first == f"a{article[1:]}" for article, first in links)
            cells.append(f"{100 * right / len(chosen):.0f} ({len(links) - right})")
        print(f"| {label}{' — no copy' if label in others else ''} | {' | '.join(cells)} |", flush=True)
    articles = len(copies | others) * (len(corpus) + len(chosen))
    print("\nCPU ms an article: " + ", ".join(f"{name} {1000 * each / articles:.2f}" for name, each in spent.items()))


if __name__ == "__main__":
    main()
