"""How words are cut: as the model does, and as it was shown behind abbreviations ("U.S.-backed") and in ranks ("Lt. Gen.")."""

from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex

from kgexport.gazetteer.titles import RANKS

# The model's own rule cuts "US-backed" into three and leaves "U.S.-backed" whole: the hyphen stands behind no letter.
_BEHIND_ABBREVIATION = r"(?<=[A-Z]\.[A-Z]\.)[-–—](?=[A-Za-z])"


def cut_behind_abbreviations(nlp: Language) -> None:
    """Makes the hyphen behind "U.S." and the like a word of its own, as behind "US"."""
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), _BEHIND_ABBREVIATION]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def keep_ranks_whole(nlp: Language) -> None:
    """Makes an abbreviated rank or title one word with its full stop, which ends no sentence: "Lt." as the model has "Gen."."""
    tokenizer: Any = nlp.tokenizer
    for rank in sorted(RANKS):
        tokenizer.add_special_case(rank.title(), [{ORTH: rank.title()}])
