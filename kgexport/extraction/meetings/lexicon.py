"""The words that bring agents together: triggers with their kind, mode and the roles of their grammatical positions.

The inventory follows the CONSULT classes of PLOVER and CAMEO (04: consult; 041 by telephone, 042/043 visit, 046 negotiate),
narrowed to encounters: press events, speeches, trials and an organ's own routine sittings are no meetings.
"""

from dataclasses import dataclass

from kgexport.extraction.word_lists import words
from kgexport.model import MeetingKind, Mode, Role


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """A verb that denotes an encounter, with the roles of its subject and of its object."""

    kind: MeetingKind
    mode: Mode
    subject: Role = Role.PARTICIPANT
    object: Role = Role.PARTICIPANT
    direct_object: bool = True  # False: the other party stands after "with" only
    needs_medium: bool = False  # "spoke": an encounter only with "by phone", an occasion, or (discuss, sit down) "with"
    person_object: bool = False  # "received", "called": only a person or a delegation may be the object
    place_object: bool = False  # "visited": the object is where the visit goes


@dataclass(frozen=True, slots=True)
class NounFrame:
    """A noun that denotes an encounter."""

    kind: MeetingKind
    mode: Mode
    definite_alone: bool = True  # "the meeting" may point back to an encounter without naming anybody


_P = Role.PARTICIPANT

VERBS: dict[str, VerbFrame] = {
    "meet": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "confer": VerbFrame(MeetingKind.TALKS, Mode.UNKNOWN, direct_object=False),
    # The second is what the lemmatizer makes of "dined".
    **dict.fromkeys(("dine", "din"), VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, direct_object=False)),
    "huddle": VerbFrame(MeetingKind.TALKS, Mode.IN_PERSON, direct_object=False),
    "host": VerbFrame(MeetingKind.VISIT, Mode.IN_PERSON, Role.HOST, Role.VISITOR, person_object=True),
    "receive": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, Role.HOST, Role.VISITOR, person_object=True),
    "welcome": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, Role.HOST, Role.VISITOR, person_object=True),
    "summon": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, Role.HOST, Role.VISITOR, person_object=True),
    "visit": VerbFrame(MeetingKind.VISIT, Mode.IN_PERSON, Role.VISITOR, Role.HOST, place_object=True),
    "negotiate": VerbFrame(MeetingKind.TALKS, Mode.UNKNOWN, direct_object=False),
    "speak": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "talk": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "chat": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "converse": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "discuss": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "weigh": VerbFrame(MeetingKind.CALL, Mode.PHONE, direct_object=False, needs_medium=True),
    "sit": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, direct_object=False, needs_medium=True),
    "consult": VerbFrame(MeetingKind.TALKS, Mode.UNKNOWN, direct_object=False),
    "convene": VerbFrame(MeetingKind.MEETING, Mode.IN_PERSON, direct_object=False),
    "phone": VerbFrame(MeetingKind.CALL, Mode.PHONE, Role.CALLER, Role.CALLEE, person_object=True),
    "telephone": VerbFrame(MeetingKind.CALL, Mode.PHONE, Role.CALLER, Role.CALLEE, person_object=True),
    "call": VerbFrame(MeetingKind.CALL, Mode.PHONE, Role.CALLER, Role.CALLEE, person_object=True),
}

NOUNS: dict[str, NounFrame] = {
    "meeting": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "summit": NounFrame(MeetingKind.SUMMIT, Mode.IN_PERSON),
    "talk": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "talks": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "negotiation": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "consultation": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "discussion": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "dialogue": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "dialog": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "conversation": NounFrame(MeetingKind.TALKS, Mode.UNKNOWN),
    "communication": NounFrame(MeetingKind.CALL, Mode.PHONE),
    "encounter": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "session": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "audience": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "gathering": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "roundtable": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "lunch": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "dinner": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "breakfast": NounFrame(MeetingKind.MEETING, Mode.IN_PERSON),
    "conference": NounFrame(MeetingKind.CONFERENCE, Mode.IN_PERSON),
    "call": NounFrame(MeetingKind.CALL, Mode.PHONE),
    "videoconference": NounFrame(MeetingKind.CALL, Mode.VIDEO),
    "teleconference": NounFrame(MeetingKind.CALL, Mode.PHONE),
    "visit": NounFrame(MeetingKind.VISIT, Mode.IN_PERSON),
    "trip": NounFrame(MeetingKind.VISIT, Mode.IN_PERSON),
    "tour": NounFrame(MeetingKind.VISIT, Mode.IN_PERSON),
}

# Nouns that are encounters only where the sentence names both sides or a verb of holding brings them together.
WEAK_NOUNS = frozenset(
    {
        "conversation",
        "discussion",
        "session",
        "encounter",
        "gathering",
        "dialogue",
        "dialog",
        "consultation",
        "audience",
    }
    | {"lunch", "dinner", "breakfast", "trip", "tour", "roundtable", "call", "conference", "negotiation"}
)

# Words before the noun that make it something else: "press conference", "earnings call", "trading session".
LOOKALIKE_MODIFIERS: dict[str, frozenset[str]] = {
    "conference": words(
        "press news media video-game developer user tech technology academic medical scientific annual sports "
        "football athletic western eastern big bishops southern parliamentary judicial committee party action "
        "apple worldwide elective party policy commissioning completion"
    ),
    "call": words(
        "earnings conference-earnings wake-up roll judgment judgement close curtain phone-in emergency distress "
        "robo margin 911 999 prank nuisance sales clarion rallying cat bird open"
    ),
    "session": frozenset(
        [
            "trading",
            "jam",
            "training",
            "practice",
            "practise",
            "recording",
            "photo",
            "question-and-answer",
            "q&a",
            "legislative",
            "parliamentary",
            "plenary",
            "therapy",
            "court",
            "afternoon",
            "morning",
            "opening",
            "tweeting",
            "skull",
            "photo-op",
            "answer",
            "question",
            "congressional",
            "joint",
        ]
    ),
    "meeting": words(
        "cabinet shareholder shareholders shareholders' stockholder general annual board staff prayer race "
        "athletics town race-course track church committee council parliament parliamentary"
    ),
    "talk": words("ted pep trash small big straight double tough sweet baby shop hate"),
    "talks": frozenset(["ted", "pep"]),
    "visit": words("site hospital prison doctor home house museum repeat page web inspection conjugal"),
    "trip": words("road field fishing business-class boat train shopping camping ski hiking guilt ego acid day round"),
    "tour": words(
        "concert world-cup book pga atp wta bus museum guided golf promotional european-tour campaign walking "
        "comeback stadium world farewell duty reunion listening"
    ),
    "dialogue": frozenset(["film", "internal", "script", "platonic", "screen"]),
    "audience": words("live television tv studio global mass target friendly packed"),
    "gathering": words("intelligence information news data evidence fact family social religious mass public"),
    "dinner": words("charity awards fundraising gala correspondents correspondents' association state-of"),
    "summit": frozenset(["mountain", "tech", "technology", "developer", "startup"]),
}

# A medium that makes speech an encounter: "spoke by phone", "over a video link".
MEDIA: dict[str, Mode] = {
    "phone": Mode.PHONE,
    "telephone": Mode.PHONE,
    "cellphone": Mode.PHONE,
    "mobile": Mode.PHONE,
    "hotline": Mode.PHONE,
    "telephonically": Mode.PHONE,
    "video": Mode.VIDEO,
    "videolink": Mode.VIDEO,
    "videoconference": Mode.VIDEO,
    "zoom": Mode.VIDEO,
    "skype": Mode.VIDEO,
    "teleconference": Mode.PHONE,
}
VIRTUAL = words("virtual virtually online remote remotely video videoconference")
PHONE_WORDS = frozenset({"phone", "telephone", "telephonic", "conference", "tele"})

# Verbs that carry a meeting as their object; the role is that of the subject.
LIGHT_VERBS: dict[str, Role] = {
    **dict.fromkeys(
        sorted(
            words(
                "hold have conduct open begin start resume continue complete conclude finish end join attend take "
                "enter pursue restart renew share boycott skip shun snub crash suspend cancel postpone reject refuse "
                "accept schedule plan agree seek request want propose offer pay make undertake kick wrap leave quit "
                "break cut hail delay reschedule call-off abandon avoid demand expect launch enjoy "
                "participate extend interrupt set do lead deny rule turn put call push move confirm"
            )
        ),
        _P,
    ),
    **dict.fromkeys(("host",), Role.HOST),
    **dict.fromkeys(("convene", "organise", "organize", "arrange", "call", "initiate", "chair"), Role.ORGANISER),
    **dict.fromkeys(("mediate", "broker", "facilitate", "moderate"), Role.MEDIATOR),
}

# Nouns of people and of the bodies they act for. A common noun takes part in a meeting only when it is one of these,
# or when coreference has made it an agent.
PEOPLE = words(
    "activist actor adviser advisor administration admiral aide ally ambassador analyst archbishop army "
    "assistant association astronaut athlete attorney author authority backer banker bench bishop body boss "
    "brother businessman businessmen businesswoman businesspeople cabinet camp campaigner candidate captor "
    "cardinal chairman chairperson chairwoman chancellor chief citizen cleric colleague commander commission "
    "commissioner committee community company congressman congressmen congresswoman consul coordinator "
    "council counterpart couple creditor critic dealer deputy daughter delegate delegation democrat diplomat "
    "director dissident doctor donor economist editor elder embassy emir employee employer engineer envoy "
    "executive ex-president expert exile faction family farmer father finalist firm fighter figure friend "
    "general government governor group guarantor guest head hostage hostage-taker husband imam industrialist "
    "industry insurgent investigator investor journalist judge junta justice kidnapper king lawmaker lawyer "
    "leader leadership legislator liberal lobbyist man manager management marshal mayor mediator member men "
    "merchant military militant militia minister ministry mission mogul monarch mother movement negotiator "
    "neighbor neighbour neighbours nominee nation nationalist newcomer nurse officer official opponent "
    "opposition organiser organizer organisation organization others outsider owner pair panel parent "
    "parliamentarian participant partner party pastor patient patriarch people person player police policeman "
    "policymaker politician pontiff pope premier president priest prime-minister prince princess producer "
    "professor prosecutor protester queen rebel refugee regime relative rep representative resident retailer "
    "rival ruler scholar scientist secretary senator separatist shareholder sheikh side singer sister soldier "
    "son speaker spokesman spokesperson spokeswoman staff staffer staffers state statesman stakeholder "
    "strategist student sultan supporter survivor surrogate team teacher technocrat trader tribesman tribe "
    "troika trustee tycoon undersecretary union unionist veteran vice-president victim villager volunteer "
    "voter warlord widow wife witness woman women worker youth loyalist insider country institution agency "
    "ministers receiver bank automaker maker manufacturer quartet bloc power powers parties lender regulator "
    "conservative guard "
    "pilot coastguard driver detective firefighter paramedic inspector constable sheriff "
    "entrepreneur dignitary founder co-founder guerrilla fisherman miner commissioners royal heir nun rabbi vicar "
    "counsellor mayors contingent governors presidents "
    "developer solicitor barrister landlord tenant agent councillor principal planner publisher broker consultant"
)
# Of these only named ones, or ones with a name in them, take part: "the state" alone is a setting.
IMPERSONAL = words("company country industry institution firm state nation bank")

# Of these the bodies, which may be suspended or put off themselves.
GATHERED = words(
    "administration army association body cabinet commission committee community company council delegation embassy "
    "faction family firm government group industry institution agency junta leadership management military ministry "
    "mission movement nation opposition organisation organization panel party police regime side staff state team union "
    "country bank bloc power quartet contingent troika board camp bench"
)

PERSONS = PEOPLE - GATHERED

# What is negotiated between sides.
SETTLEMENTS = words(
    "deal agreement ceasefire cease-fire truce accord treaty pact settlement peace compromise armistice contract release "
    "exchange swap"
)

# What one meets that is not a person: "met the deadline".
ABSTRACT_OBJECTS = words(
    "deadline demand target goal need requirement criterion criteria standard expectation obligation "
    "challenge condition commitment criticism backlash resistance opposition approval skepticism scepticism "
    "success failure death end fate match resolution threshold quota objective bar cost expense promise bill "
    "payment eye test burden rule regulation law definition bid offer"
)
