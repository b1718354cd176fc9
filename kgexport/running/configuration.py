"""What decides how an article becomes a graph: the code, the language model, the authorities, the options.

Each part as a digest or a short text; together with the article they are the key under which the ledger keeps a result.
"""

from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kgexport import __version__
from kgexport.errors import ReadError
from kgexport.language_models import DEFAULT_ORDER, MODELS, data_path, digest_of
from kgexport.model import Article
from kgexport.resources import SHAPES_DIR
from kgexport.work import AnnotationOptions, Readable

if TYPE_CHECKING:
    from kgexport.mapping import MappingOptions

_PACKAGE = Path(__file__).parents[1]
_SOURCES = (".py", ".json", ".csv", ".toml", ".txt")
# What decides what is read from a text.
_LIBRARIES = ("spacy", "pyoxigraph", "pyshacl", "rdflib")


class Configuration:
    """The configuration of one run."""

    def __init__(self, annotation: AnnotationOptions, mapping: "MappingOptions") -> None:
        """Raises ReadError for an authority that is none, and for cues that cannot be read."""
        self.parts = {
            "code": f"{__version__} {_code_digest()}",
            "libraries": " ".join(f"{name} {installed_version(name)}" for name in _LIBRARIES),
            "model": self._model(annotation.model),
            "authorities": _authorities(annotation),
            "cues": " ".join(f"sha256:{_file_digest(path)}" for path in annotation.cues),
            "options": msgspec.json.encode([mapping, annotation.max_mentions]).decode(),
        }
        self._digest = _digest(self.parts)
        # An annotated article has been read by some model already.
        self._digest_of_annotated = _digest({name: part for name, part in self.parts.items() if name != "model"})

    @staticmethod
    def _model(name: str | None) -> str:
        """Its requirement and the digest of its files. A model that is not there is told when an article needs it."""
        key = name or next((each for each in DEFAULT_ORDER if data_path(each)), "md")
        path = data_path(key)
        return f"{MODELS[key].requirement} sha256:{digest_of(path)}" if path is not None else ""

    def key(self, article: Readable, digest: bytes) -> bytes:
        """The key of what becomes of an article, from the digest of its content."""
        configuration = self._digest if isinstance(article, Article) else self._digest_of_annotated
        return sha256(digest + configuration).digest()

    @property
    def sha256(self) -> str:
        """A digest of all parts."""
        return self._digest.hex()


def _digest(parts: dict[str, str]) -> bytes:
    return sha256(msgspec.json.encode(parts)).digest()


def _file_digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ReadError(path, error.strerror or str(error)) from None


def _authorities(annotation: AnnotationOptions) -> str:
    """The user's with their digests; what the starter holds is part of the code, and it takes longer to open than to name."""
    names = ["starter"] if annotation.starter else []
    if annotation.authorities:
        given = replace(annotation, starter=False).open_authorities().given
        names = [*(f"{authority.name} sha256:{authority.sha256}" for authority in given), *names]
    return " ".join(names)


@cache
def _code_digest() -> str:
    """Of our own code, word lists and shapes: in a checkout they change without a new version."""
    total = sha256()
    files = [path for path in _PACKAGE.rglob("*") if path.suffix in _SOURCES] + list(SHAPES_DIR.rglob("*.ttl"))
    for path in sorted(files):
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
