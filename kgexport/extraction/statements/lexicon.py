"""The cue lexicon: what each reporting verb and noun does, and how it takes its content and its addressee."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from kgexport.errors import UsageError
from kgexport.model import Act, Certainty, Polarity

CUES_FILE = Path(__file__).parent.parent / "lexicons" / "cues.toml"

STANCES = frozenset({"neutral", "factive", "nonfactive", "counterfactive"})
PATTERNS = frozenset(
    {
        "clause",
        "quote",
        "infinitive",
        "gerund",
        "object",
        "small",
        "as",
        "of",
        "for",
        "after",
        "source",
        "claims",
        "text",
        "finding",
        "outlet",
    }
)
_FIELDS = frozenset(
    {"lemmas", "act", "stance", "certainty", "polarity", "takes", "prepositions", "addressee", "continues", "plain"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of the lexicon; the fields are explained at the top of ``lexicons/cues.toml``."""

    lemma: str
    act: Act = Act.SAY
    stance: str = "neutral"
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    takes: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    addressee: frozenset[str] = frozenset()
    continues: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Cues by lemma; a verb with a particle or preposition of its own stands under both words ("call for")."""

    verbs: Mapping[str, Cue] = field(default_factory=dict)
    nouns: Mapping[str, Cue] = field(default_factory=dict)

    def extended(self, path: Path) -> "CueLexicon":
        """The lexicon with the entries of a user's file of the same form; they replace entries of the same lemma.

        Raises UsageError for a file that cannot be read or an entry with an unknown field or value.
        """
        more = read_cues(path)
        return CueLexicon({**self.verbs, **more.verbs}, {**self.nouns, **more.nouns})


def read_cues(path: Path) -> CueLexicon:
    """The lexicon in a TOML file. Raises UsageError as ``CueLexicon.extended`` does."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return CueLexicon(_entries(data.get("verb", [])), _entries(data.get("noun", [])))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(f"{path}: not a cue lexicon: {error}") from error


@lru_cache(maxsize=1)
def default_cues() -> CueLexicon:
    """The lexicon that ships with kgexport."""
    return read_cues(CUES_FILE)


def _entries(groups: list[dict[str, Any]]) -> dict[str, Cue]:
    entries: dict[str, Cue] = {}
    for group in groups:
        if unknown := set(group) - _FIELDS:
            raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
        takes, stance = frozenset(group.get("takes", ())), group.get("stance", "neutral")
        if misspelt := takes - PATTERNS:
            raise ValueError(f"unknown pattern {sorted(misspelt)[0]!r}")
        if stance not in STANCES:
            raise ValueError(f"unknown stance {stance!r}")
        for lemma in group["lemmas"]:
            entries[lemma] = Cue(
                lemma=lemma,
                act=Act(group.get("act", "say")),
                stance=stance,
                certainty=Certainty(group.get("certainty", "certain")),
                polarity=Polarity(group.get("polarity", "positive")),
                takes=takes,
                prepositions=frozenset(group.get("prepositions", ())),
                addressee=frozenset(group.get("addressee", ())),
                continues=bool(group.get("continues", False)),
                plain=bool(group.get("plain", True)),
            )
    return entries
