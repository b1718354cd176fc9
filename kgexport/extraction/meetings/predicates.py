"""Words around a mention of a meeting that tell its status: governing verbs and nouns, modifiers, modals.

A word stands in the list of what it makes of the encounter that it takes: "refuse to meet", "a planned summit". The classes
are those of event-selecting predicates in FactBank (Saurí and Pustejovsky 2009), cut to the statuses that we tell apart.
"""

from kgexport.extraction.word_lists import words
from kgexport.model import Certainty, Status

# Predicates over an encounter, as verb with the meeting for its object (or its passive subject), or as an infinitive's
# governor. The noun of the same stem reads alike ("invitation to meet").
REFUSING = words("refuse decline reject boycott snub skip shun spurn rebuff avoid balk oppose miss")
DENYING = words("deny refute disprove disavow")  # that it took place, or that it will
CANCELLING = words("cancel scrap abort nix cut break call-off abandon terminate axe ax drop")
POSTPONING = words("postpone delay suspend defer halt freeze shelve pause adjourn")
RESCHEDULING = words("reschedule move")
# What may become of a plan, with the verbs that need a particle for it ("push back", "put off", "call off").
CHANGING = CANCELLING | POSTPONING | RESCHEDULING | words("push put call")
SCHEDULING = words(
    "schedule plan agree arrange announce confirm intend slate prepare set decide organise organize due ready vow pledge "
    "promise accept expect anticipate book fix"
)
PROPOSING_CERTAIN = words("propose offer invite demand request urge ask call suggest appeal push press advocate order")
PROPOSING_POSSIBLE = words(
    "want hope wish seek like consider aim try love mull wait prefer look favor favour weigh discuss contemplate explore"
)
PROPOSED_OBJECT = words("want hope seek consider mull contemplate favor favour weigh explore")
PREDICTING = words("unlikely likely expected due set certain sure bound")
HAPPENING = words(
    "take happen occur materialise materialize proceed begin start resume continue open come follow go be"
)
HOLDING = words(
    "hold have host attend conduct join complete conclude finish end open convene chair leave enjoy wrap follow begin "
    "start continue resume take participate lead visit pay make use meet finalise finalize crash"
)
ONGOING = words("continue resume start begin keep")
EXCLUDING = words("expel eject exclude bar ban remove withdraw walk pull")
WILLING = words("honor honour please delight interest incline")
FAILING = words("fail")
GOING = words("go travel fly come arrive head return leave depart drive gather assemble converge convene")
SENDING = words("send dispatch deploy")

NOUN_STEMS: dict[str, str] = {
    "invitation": "invite",
    "offer": "offer",
    "proposal": "propose",
    "request": "request",
    "call": "call",
    "demand": "demand",
    "suggestion": "suggest",
    "hope": "hope",
    "wish": "wish",
    "desire": "want",
    "willingness": "hope",
    "readiness": "hope",
    "possibility": "hope",
    "prospect": "hope",
    "chance": "hope",
    "opportunity": "hope",
    "idea": "propose",
    "effort": "seek",
    "attempt": "seek",
    "bid": "seek",
    "plan": "plan",
    "agreement": "agree",
    "decision": "decide",
    "preparation": "prepare",
    "refusal": "refuse",
    "rejection": "reject",
    "boycott": "boycott",
    "cancellation": "cancel",
    "postponement": "postpone",
    "delay": "postpone",
    "suspension": "suspend",
    "intention": "plan",
    "date": "schedule",
    "eve": "schedule",
    "resumption": "hope",
    "appeal": "appeal",
}

# Lemmas that the rule lemmatizer gets wrong.
MISREAD = {"hop": "hope", "hopes": "hope"}

FUTURE_MODIFIERS = words(
    "planned upcoming forthcoming scheduled next coming future expected anticipated imminent looming"
)
POSSIBLE_MODIFIERS = words("possible potential proposed prospective hypothetical would-be eventual")
PAST_MODIFIERS = words("recent last previous earlier past latest historic failed first-ever concluded recently")
STATUS_MODIFIERS: dict[str, Status] = {
    "postponed": Status.POSTPONED,
    "delayed": Status.POSTPONED,
    "suspended": Status.POSTPONED,
    "stalled": Status.POSTPONED,
    "cancelled": Status.CANCELLED,
    "canceled": Status.CANCELLED,
    "aborted": Status.CANCELLED,
    "scrapped": Status.CANCELLED,
    "rescheduled": Status.RESCHEDULED,
    "ongoing": Status.ONGOING,
    "current": Status.ONGOING,
    "continuing": Status.ONGOING,
}
PAST_PREPOSITIONS = words("after following since during at from despite upon in")
FUTURE_PREPOSITIONS = words("before ahead pending")
DOUBTING = words("falter derail jeopardise jeopardize imperil threaten fade dim complicate undermine")
UNCERTAIN = words("unlikely uncertain unclear doubtful unresolved")
STAYING = words("remain stay hang look appear seem be")  # in suspense, or unlikely
SUSPENSE = words("balance doubt question jeopardy limbo peril danger risk")
ALLEGED = words("allegedly supposedly purportedly")
REPORTED = words("reportedly apparently likely probably presumably")
MODAL: dict[str, tuple[Status, Certainty]] = {
    "will": (Status.SCHEDULED, Certainty.CERTAIN),
    "'ll": (Status.SCHEDULED, Certainty.CERTAIN),
    "’ll": (Status.SCHEDULED, Certainty.CERTAIN),
    "wo": (Status.SCHEDULED, Certainty.CERTAIN),
    "shall": (Status.SCHEDULED, Certainty.CERTAIN),
    "would": (Status.SCHEDULED, Certainty.CERTAIN),
    "'d": (Status.SCHEDULED, Certainty.CERTAIN),
    "may": (Status.PROPOSED, Certainty.POSSIBLE),
    "might": (Status.PROPOSED, Certainty.POSSIBLE),
    "could": (Status.PROPOSED, Certainty.POSSIBLE),
    "can": (Status.PROPOSED, Certainty.POSSIBLE),
    "should": (Status.PROPOSED, Certainty.POSSIBLE),
    "must": (Status.PROPOSED, Certainty.POSSIBLE),
    "ought": (Status.PROPOSED, Certainty.POSSIBLE),
}
# A plan, where the words around it are in the past: "had been due to meet".
PLANNED = words(
    "schedule scheduled plan planned set due slate slated expect expected suppose supposed book booked intend intended"
)
ORIGINAL = words("original initial")
ADMITTING = words("acknowledge admit confirm mention recognise recognize disclose")
CONDITIONAL = words("if unless whether")


WAYS = words("option solution way answer alternative choice remedy")  # "the only way out is a dialogue"
NEEDED = words("necessary needed required essential indispensable overdue vital")
IMAGINING = words("think imagine believe dream assume suppose guess")
PERIODIC = words("daily weekly fortnightly monthly quarterly yearly annual regular")  # "monthly meetings"
USUAL = words("common usual customary standard typical routine normal")
HABITS = words("frequently often regularly usually routinely always sometimes typically generally rarely occasionally")


FUTURE_TIME = words("tomorrow next upcoming soon later tonight coming")
