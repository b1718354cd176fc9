"""From an Article to an AnnotatedArticle: the parse, then one step after another, each reading what came before."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from kgexport import __version__
from kgexport.extraction.assemble import assemble
from kgexport.extraction.draft import Draft, Extractor
from kgexport.extraction.language import why_not_english
from kgexport.extraction.nlp import LoadedModel, load_model
from kgexport.extraction.parse import ParsedArticle, parse
from kgexport.extraction.steps import default_steps
from kgexport.model import AnnotatedArticle, Article, Extraction

__all__ = ["Annotator", "Draft", "Extractor", "ParsedArticle", "parse"]


@dataclass(frozen=True)
class Annotator:
    """Annotates articles with one model and one list of steps."""

    model: LoadedModel = field(default_factory=load_model)
    steps: Sequence[Extractor] = field(default_factory=default_steps)

    def annotate(self, articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
        """The annotated articles, in order."""
        for parsed in parse(articles, self.model.nlp):
            yield self.annotate_parsed(parsed)

    def annotate_parsed(self, parsed: ParsedArticle) -> AnnotatedArticle:
        """What the steps find in one parsed article: nothing but its metadata where it is not in English."""
        draft = Draft()
        for step in self.steps if why_not_english(parsed.article) is None else ():
            draft.add(step.extract(parsed, draft))
        return assemble(parsed, draft, self.extraction)

    @property
    def extraction(self) -> Extraction:
        """What identifies this annotator: tool, model, and a digest of the steps with what each says of its configuration."""
        steps = [
            [f"{type(step).__module__}.{type(step).__qualname__}", getattr(step, "configuration", None)]
            for step in self.steps
        ]
        return Extraction(
            tool=f"kgexport {__version__}",
            model=self.model.name,
            model_sha256=self.model.sha256,
            configuration_sha256=hashlib.sha256(msgspec.json.encode(steps)).hexdigest(),
        )
