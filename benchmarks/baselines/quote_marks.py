"""The simple peer for quotations: whatever stands between quotation marks in one paragraph, three words or more, by nobody."""

import re
from typing import Any

from kgexport.extraction import ParsedArticle

_QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|«[^«»\n]{1,2000}»")
_FEWEST_WORDS = 3


def prediction(parsed: ParsedArticle) -> dict[str, Any]:
    """The quoted stretches of a text in the schema of the task "quotes"."""
    spans = [match.span() for match in _QUOTED.finditer(parsed.text) if len(match.group().split()) >= _FEWEST_WORDS]
    return {
        "quotes": [
            {"content": [[*span]], "cue": [], "speaker": [], "speaker_name": None, "type": "direct"} for span in spans
        ]
    }
