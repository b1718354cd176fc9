"""How words are cut: as the model does, and behind an abbreviation with full stops ("U.S.-backed") as it was shown."""

from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex

# The model's own rule cuts "US-backed" into three and leaves "U.S.-backed" whole: the hyphen stands behind no letter.
_BEHIND_ABBREVIATION = r"(?<=[A-Z]\.[A-Z]\.)[-–—](?=[A-Za-z])"


def cut_behind_abbreviations(nlp: Language) -> None:
    """Makes the hyphen behind "U.S." and the like a word of its own, as behind "US"."""
    tokenizer: Any = nlp.tokenizer
    infixes = [*(nlp.Defaults.infixes or ()), _BEHIND_ABBREVIATION]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
