"""Who said what. The content of a statement is never asserted by us."""

from enum import StrEnum

from kgexport.model.mention import Mention
from kgexport.model.record import Record


class Form(StrEnum):
    """How the words are rendered. A report is an outlet's account that the text marks as such."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    REPORT = "report"


class Act(StrEnum):
    """What the speaker does by saying it."""

    SAY = "say"
    CLAIM = "claim"
    DENY = "deny"
    CONFIRM = "confirm"
    WARN = "warn"
    ACCUSE = "accuse"
    PROPOSE = "propose"
    DEMAND = "demand"
    PROMISE = "promise"
    ASK = "ask"
    DECLINE = "decline"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """Of the wording alone; how good the source is, ``asserted_by`` tells."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Statement(Record, frozen=True, kw_only=True):
    """Somebody said something, as the article reports it.

    ``based_on`` are relays that the text states: s(The Gaze) is based on s(CNN), which is based on s(sources).
    ``presumably_based_on`` are relays inherited from earlier in the article.
    """

    id: str  # statement-{begin of the cue, else of the content}
    speaker: str  # id of an agent; an unresolved speaker is an UnnamedAgent, never a guess
    form: Form
    act: Act
    content: tuple[Mention, ...]  # in reading order; discontinuous parts allowed
    speaker_mention: Mention | None = None
    addressees: tuple[str, ...] = ()
    cue: Mention | None = None  # None: "Name: …", signatures
    cue_lemma: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    hedge: Mention | None = None
    about: tuple[str, ...] = ()  # ids of agents, places and meetings named in the content
    stated_at: str | None = None  # id of a TimeReference
    stated_in: str | None = None  # id of a Document: "in a statement", "the report"
    venue: Mention | None = None  # "at a news conference", "in a post on Truth Social"
    based_on: tuple[str, ...] = ()
    presumably_based_on: tuple[str, ...] = ()
    rule: str | None = None  # name of the extraction rule that found it

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"statement {self.id!r} has no content")
