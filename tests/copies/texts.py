"""Invented reports, and what other outlets make of them."""

import random

_SYLLABLES = (
    "ba",
    "do",
    "fe",
    "gi",
    "ka",
    "lo",
    "mu",
    "ne",
    "po",
    "ri",
    "sa",
    "to",
    "vu",
    "wi",
    "zo",
    "ten",
    "mar",
    "sel",
)


def report(seed: int, sentences: int = 20) -> str:
    """A report of sentences of some 15 words; those of two seeds have hardly a phrase in common."""
    numbers = random.Random(seed)
    return " ".join(_sentence(numbers) for _ in range(sentences))


def _sentence(numbers: random.Random) -> str:
    words = ["".join(numbers.choices(_SYLLABLES, k=numbers.randint(1, 3))) for _ in range(numbers.randint(10, 20))]
    return f"{' '.join(words).capitalize()}."


def cut(text: str, part: float) -> str:
    """The first part of a report, as an editor cuts from the end."""
    sentences = text.split(". ")
    return ". ".join(sentences[: max(1, round(len(sentences) * part))]) + "."


def edited(text: str, part: float, seed: int = 0) -> str:
    """The same report with other words here and there."""
    numbers = random.Random(seed)
    return " ".join(
        "".join(numbers.choices(_SYLLABLES, k=2)) if numbers.random() < part else word for word in text.split()
    )
