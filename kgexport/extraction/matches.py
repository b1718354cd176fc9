"""Matches of teams: who wins or loses, where the article tells the score; and who does something as many."""

import re

from kgexport.extraction.tree import Token

# How a match ended: "2-1"; the sets of a tennis match are more.
_SCORE = re.compile(r"(?<![\d.,–-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\d.,–-]\d)")
_MATCH_VERBS = frozenset({"beat", "defeat", "draw", "edge", "lose", "outplay", "overpower", "thrash", "trounce"})
_RESULTS = frozenset({"defeat", "draw", "loss", "win", "victory"})
_NEAR = 3  # tokens between a subject and its verb
# Forms that are the past tense, too: "Russia hit the port" may be taken for the present.
_PAST_TOO = frozenset(
    {"beat", "bet", "cast", "cost", "cut", "hit", "hurt", "let", "put", "quit", "rid", "set", "shut", "split", "spread"}
)
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


def does_as_many(token: Token) -> bool:
    """True for "Getafe are top", "Spain have won": in British news a team is many, and a town, a person or a country is one."""
    if token.dep_ not in ("nsubj", "nsubjpass") or is_coordinated(token):
        return False
    verb = token.head
    finite = [*(child for child in verb.children if child.dep_ in ("aux", "auxpass") and child.tag_ != "MD"), verb]
    if not token.i < finite[0].i <= token.i + _NEAR or finite[0].lower_ in _PAST_TOO:
        return False
    return finite[0].tag_ == "VBP" or finite[0].lower_ == "were"


def is_coordinated(token: Token) -> bool:
    """True for one of several: "Getafe and Valencia"."""
    return token.dep_ == "conj" or any(child.dep_ in ("cc", "conj") for child in token.children)
