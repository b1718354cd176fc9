"""What is read: real news where there is some, and articles that are made, the same ones each time.

``KGEXPORT_CORPUS`` names a file of articles, one a line; by default ../shared/corpus/wikinews.jsonl beside the checkout. Where
there is none the article of seeds/ is taken over and over with other people and other days, which is denser than news is.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from benchmarks.varied import varied
from kgexport.extraction import Annotator
from kgexport.extraction.language import why_not_english
from kgexport.linking import Authorities
from kgexport.model import AnnotatedArticle, Article
from kgexport.readers import read_inputs
from kgexport.readers.annotations import line_of

CHECKOUT = Path(__file__).parents[2]
SEEDS = CHECKOUT / "seeds"
_CORPUS = CHECKOUT.parent / "shared" / "corpus" / "wikinews.jsonl"
_MADE = 274

_SHORT = """Envoys to meet in Oslo

Norway's foreign minister Ingrid Solheim will meet her Finnish counterpart Pekka Rautio in Oslo on Monday, her office said.

The two are to discuss fishing rights, according to the ministry. "We expect to agree," Solheim told reporters on Friday.
"""


def news() -> tuple[list[Article], str]:
    """The articles, and what they are called in the table."""
    path = Path(os.environ.get("KGEXPORT_CORPUS") or _CORPUS)
    if path.is_file():
        articles = [each for each in read_inputs([path]) if isinstance(each, Article)]
        return [each for each in articles if why_not_english(each) is None], path.stem
    return [each.article for each in varied(annotated(seeds()[:1])[0], _MADE)], "seeds/ with other names"


def spread(articles: Sequence[Article], count: int, *, longest: bool = False) -> list[Article]:
    """So many articles of all lengths, in the order of the corpus; with ``longest``, the longest of all among them."""
    ranked = sorted(range(len(articles)), key=lambda number: (-len(articles[number].text), number))
    step = max(1, len(articles) // count)
    return [articles[number] for number in sorted(ranked[0 if longest else step // 2 :: step][:count])]


def short_annotated(count: int) -> Iterator[AnnotatedArticle]:
    """Short articles with annotations, made of one of our own: for runs over so many that the language model is left out."""
    return varied(annotated([Article(id="short", text=_SHORT, published="2025-10-24")])[0], count)


def lines(path: Path, articles: Iterable[AnnotatedArticle | Article]) -> Path:
    """Writes articles one a line, annotated or not."""
    with path.open("wb") as stream:
        for each in articles:
            stream.write((line_of(each) if isinstance(each, AnnotatedArticle) else _plain(each)) + b"\n")
    return path


def _plain(article: Article) -> bytes:
    told = {"id": article.id, "text": article.text, "url": article.url, "published": article.published}
    return msgspec.json.encode({name: value for name, value in told.items() if value})


def words(articles: Sequence[Article]) -> int:
    """How many words they have."""
    return sum(len(article.text.split()) for article in articles)


def seeds() -> list[Article]:
    """The articles of seeds/."""
    return [each for each in read_inputs([SEEDS]) if isinstance(each, Article)]


def annotated(articles: Sequence[Article]) -> list[AnnotatedArticle]:
    """The articles with annotations, linked."""
    authorities = Authorities.of_files([])
    return [authorities.link(each) for each in Annotator().annotate(articles)]
