"""The words of time. Values follow TIMEX3 (ISO-TimeML, ISO 24617-1)."""


def word_set(words: str) -> frozenset[str]:
    """The words of a string."""
    return frozenset(words.split())


MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
# These are words or names of their own: a date must stand beside them, or a preposition of time before them.
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "april", "june", "august", "dec", "sep"})
SHORT_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"})

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed weds",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ),
        start=1,
    )
    for name in names.split()
}
SHORT_WEEKDAYS = frozenset({"mon", "tues", "tue", "wed", "weds", "thurs", "thur", "thu", "fri", "sat", "sun"})
WEEKDAY_PLURALS = {name + "s": number for name, number in WEEKDAYS.items() if name.endswith("day")}

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

UNITS: dict[str, str] = {
    "second": "S",
    "minute": "MI",
    "hour": "H",
    "day": "D",
    "night": "N",
    "week": "W",
    "fortnight": "F",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "C",
    "millennium": "ML",
}
PLURALS: dict[str, str] = {
    **{name + "s": unit for name, unit in UNITS.items()},
    "centuries": "C",
    "millennia": "ML",
    "yrs": "Y",
    "hrs": "H",
    "mins": "MI",
}
del PLURALS["centurys"], PLURALS["millenniums"]

PARTS_OF_DAY = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "dawn": "TMO",
    "dusk": "TEV",
    "midday": "T12:00",
    "noon": "T12:00",
    "midnight": "T24:00",
    "daytime": "TDT",
    "lunchtime": "TMI",
}

ONES = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=1,
    )
}
TENS = {
    word: number * 10
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {"thirtieth": 30}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
DECADES = {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}

# "several days": the number is unknown, X in TIMEX3.
UNCOUNTED = frozenset({"several", "few", "many", "some", "numerous", "countless", "recent", "multiple", "couple"})
APPROXIMATE = frozenset(
    {"about", "around", "nearly", "almost", "roughly", "approximately", "over", "some", "barely", "just", "only"}
)

LAST = frozenset({"last", "past", "previous", "preceding", "prior"})
NEXT = frozenset({"next", "coming", "upcoming", "forthcoming"})
THIS = frozenset({"this", "current", "present"})

# Prepositions and adverbs after which "May", "March" or a bare number like 1789 is a date.
BEFORE_DATE = word_set(
    "in since until till by from during before after through between of around about circa late early mid last next "
    "this to throughout earlier every past begin beginning end starting effective dated"
)

WORDS_FOR_NOW: dict[str, str] = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
    "previously": "PAST_REF",
    "recent": "PAST_REF",
}
# "previously" dates what was said or done; "a previously announced plan" and "previously a lawyer" date nothing.
DATED_BY_PREVIOUSLY = word_set(
    "reported said told announced stated wrote noted confirmed met spoke visited agreed warned claimed denied "
    "promised declared"
)

ZONES = word_set(
    "gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt bst cet cest eet eest msk ist jst "
    "kst hkt sgt pht wib ict pkt npt gst ast adt akst hst wat cat eat sast brt aest aedt awst nzst nzdt"
)
UNIVERSAL_ZONES = frozenset({"gmt", "utc"})

# Counted things: a bare four-digit number before one of these is no year.
COUNTED = word_set(
    "people men women children troops soldiers civilians miles kilometers kilometres km feet meters metres tons tonnes "
    "dollars euros pounds yen marks francs rubles rupees points pages votes seats jobs workers employees homes houses "
    "shares barrels degrees calories mg kg mw megawatts watts acres hectares units copies times words rpm hp cc "
    "prisoners refugees migrants students police officers members delegates victims deaths cases patients residents "
    "families vehicles cars aircraft flights tickets supporters protesters demonstrators fighters percent hours minutes "
    "days weeks months years square cubic gmt utc hours square-foot"
)
# "Sunday Times", "USA Today": names of papers and programmes, not dates.
AFTER_PAPER_DAY = frozenset(
    {"times", "telegraph", "mirror", "express", "mail", "herald", "independent", "post", "tribune"}
)
NAMED_DAYS = frozenset({"black", "bloody", "ash", "super", "cyber", "giving", "shrove", "fat", "palm", "maundy"})
