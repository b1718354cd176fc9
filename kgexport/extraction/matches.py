"""Matches of teams: who wins or loses, where the article tells the score."""

import re

from spacy.tokens import Token

# How a match ended: "2-1"; the sets of a tennis match are more.
_SCORE = re.compile(r"(?<![\d.,–-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d.,–-]\d)")
_MATCH_VERBS = frozenset({"beat", "defeat", "draw", "edge", "lose", "outplay", "overpower", "thrash", "trounce"})
_RESULTS = frozenset({"defeat", "draw", "loss", "win", "victory"})
_AGAINST = frozenset({"against", "over", "to", "with"})


def plays(token: Token) -> bool:
    """True for who wins or loses where a score is told: "beat Getafe 2-1", "a 2-1 win over Getafe"."""
    around = token
    if token.dep_ == "pobj" and token.head.lower_ in _AGAINST:
        around = token.head
    elif token.dep_ not in ("nsubj", "dobj"):
        return False
    event = around.head
    played = event.lemma_ in _MATCH_VERBS or (around is not token and event.lemma_ in _RESULTS)
    return played and len(_SCORE.findall(token.sent.text)) == 1
