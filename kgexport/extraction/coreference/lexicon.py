"""Words that tell what an expression can refer to: pronouns, titles, roles, kin, sorts of organisations, first names."""

from dataclasses import dataclass
from enum import StrEnum

from kgexport.extraction.word_lists import words


class Gender(StrEnum):
    """Grammatical gender of the pronouns that an article uses for somebody."""

    MALE = "m"
    FEMALE = "f"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A third-person pronoun: number, gender (None: thing or unknown), and its form."""

    plural: bool
    gender: Gender | None
    thing: bool = False
    reflexive: bool = False
    possessive: bool = False


_HE, _SHE = Gender.MALE, Gender.FEMALE
PRONOUNS: dict[str, Pronoun] = {
    "he": Pronoun(False, _HE),
    "him": Pronoun(False, _HE),
    "his": Pronoun(False, _HE, possessive=True),
    "himself": Pronoun(False, _HE, reflexive=True),
    "she": Pronoun(False, _SHE),
    "her": Pronoun(False, _SHE),  # possessive or object: decided by the parse
    "hers": Pronoun(False, _SHE),
    "herself": Pronoun(False, _SHE, reflexive=True),
    "it": Pronoun(False, None, thing=True),
    "its": Pronoun(False, None, thing=True, possessive=True),
    "itself": Pronoun(False, None, thing=True, reflexive=True),
    "they": Pronoun(True, None),
    "them": Pronoun(True, None),
    "their": Pronoun(True, None, possessive=True),
    "theirs": Pronoun(True, None),
    "themselves": Pronoun(True, None, reflexive=True),
}
FIRST_SINGULAR = words("i me my mine myself")
FIRST_PLURAL = words("we us our ours ourselves")
RELATIVE_PERSON = words("who whom whose")

HONORIFICS: dict[str, Gender | None] = {
    **dict.fromkeys(
        ("mr", "mister", "sir", "lord", "king", "prince", "monsieur", "pope", "señor", "senor", "herr"), _HE
    ),
    **dict.fromkeys(("sheikh", "sheik", "ayatollah", "imam", "mullah", "cardinal", "father", "emperor", "duke"), _HE),
    **dict.fromkeys(
        ("mrs", "ms", "miss", "mme", "madame", "dame", "lady", "queen", "princess", "duchess", "frau"), _SHE
    ),
    **dict.fromkeys(
        ("sister", "empress", "baroness", "countess", "madam", "begum", "señora", "hajiya", "smt", "sheikha"), _SHE
    ),
    **dict.fromkeys(("dr", "prof", "professor", "rev", "reverend", "hon", "judge", "justice"), None),
}
SUFFIXES = words("jr jr. sr sr. ii iii iv phd ph.d. md m.d. esq")
PARTICLES = words("van von der den de del della di da dos das du la le al el bin ibn ben abu ter ten af st st. mac")

_MALE_NOUNS = words(
    "man husband father son brother uncle grandfather grandson nephew boyfriend boy gentleman king prince duke actor "
    "spokesman chairman businessman congressman salesman policeman fireman anchorman frontman widower waiter cameraman "
    "sportsman fisherman gunman craftsman nobleman statesman clergyman patriarch monk imam priest lad dad guy hitman"
)
_FEMALE_NOUNS = words(
    "woman wife mother daughter sister aunt grandmother granddaughter niece girlfriend girl lady queen princess duchess "
    "actress spokeswoman chairwoman businesswoman congresswoman saleswoman policewoman anchorwoman widow waitress heiress "
    "hostess sportswoman noblewoman stateswoman nun mum mom matriarch"
)
GENDERED_NOUNS: dict[str, Gender] = {**dict.fromkeys(_MALE_NOUNS, _HE), **dict.fromkeys(_FEMALE_NOUNS, _SHE)}

HEADS_OF_STATE = words("president monarch king queen emperor sultan emir pope")
HEADS = HEADS_OF_STATE | words("premier chancellor taoiseach ruler dictator strongman leader chief head boss")
ROLES = HEADS | words(
    "minister secretary ambassador envoy governor mayor senator congressman congresswoman representative lawmaker "
    "legislator parliamentarian deputy speaker chairman chairwoman chair chairperson director manager executive founder "
    "co-founder owner spokesman spokeswoman spokesperson prosecutor attorney lawyer judge justice general colonel admiral "
    "commander captain lieutenant sergeant major officer official diplomat negotiator adviser advisor aide counterpart "
    "politician candidate nominee incumbent contender professor economist analyst expert researcher scientist author "
    "writer novelist poet journalist reporter editor columnist correspondent actor actress singer musician artist director "
    "filmmaker producer designer comedian player coach captain striker midfielder goalkeeper defender athlete "
    "champion boxer driver pitcher quarterback doctor physician nurse surgeon engineer pilot astronaut teacher student "
    "activist campaigner businessman businesswoman entrepreneur billionaire tycoon investor banker trader bishop "
    "archbishop cardinal priest cleric rabbi imam suspect defendant victim accused gunman shooter attacker bomber "
    "assailant convict fugitive inmate prisoner detainee hostage witness survivor teenager prince princess duke duchess "
    "treasurer comptroller commissioner superintendent sheriff coordinator administrator inspector veteran teen ceo cfo "
    "coo cto vp principal dean chancellor provost rector trustee curator conductor composer dancer rapper presenter host "
    "anchor whistleblower hacker magnate mogul oligarch lobbyist strategist pollster historian philosopher theologian "
    "psychologist sociologist biologist physicist chemist astronomer mathematician politician statesman stateswoman "
    "republican democrat liberal conservative socialist communist mp mep msp councillor councilor councilman councilwoman "
    "alderman undersecretary consul ombudsman marshal brigadier commodore constable detective magistrate warden pastor "
    "patriarch nuncio vicar pontiff"
)
"""Nouns for people by what they do or are; a definite one can refer to a named person."""

ABBREVIATED = {
    "adm": "admiral",
    "amb": "ambassador",
    "atty": "attorney",
    "brig": "brigadier",
    "capt": "captain",
    "cllr": "councillor",
    "cmdr": "commander",
    "col": "colonel",
    "cpl": "corporal",
    "det": "detective",
    "gen": "general",
    "gov": "governor",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "rep": "representative",
    "sen": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
}
"""Titles as American news abbreviates them before a name, without their dot: "Sen. Ana Lima"."""

STATE_POSTS = HEADS_OF_STATE | words(
    "premier chancellor taoiseach ruler dictator strongman leader minister secretary ambassador envoy consul senator "
    "congressman congresswoman representative lawmaker legislator parliamentarian deputy speaker spokesman spokeswoman "
    "spokesperson prosecutor attorney judge justice general colonel admiral commander major lieutenant sergeant marshal "
    "commodore brigadier chief officer official diplomat negotiator adviser advisor aide commissioner treasurer "
    "comptroller prince princess inspector"
)
"""Nouns of posts that a country's state gives: a "Norwegian minister" is its government's, a "Norwegian chemist" is nobody's."""

PERSON_NOUNS = (
    ROLES
    | frozenset(GENDERED_NOUNS)
    | words(
        "person individual resident citizen passenger friend colleague partner neighbor neighbour relative cousin spouse "
        "parent child kid baby adult pedestrian worker employee member insider source caller user owner buyer seller "
        "tourist visitor migrant refugee immigrant soldier marine sailor policeman fighter militant terrorist rebel "
        "protester demonstrator supporter critic opponent voter patient client customer fan viewer reader farmer "
        "fisherman guard bystander eyewitness youth native successor predecessor rival ally mother-in-law"
    )
)

COMPANY_NOUNS = words(
    "company firm corporation manufacturer maker carmaker automaker retailer airline bank lender startup start-up giant "
    "conglomerate carrier operator utility insurer brokerage chain supplier developer broadcaster publisher studio "
    "chipmaker planemaker business employer enterprise subsidiary brewer drugmaker miner producer"
)
BODY_NOUNS = words(
    "agency ministry department bureau office commission committee council court tribunal parliament congress senate "
    "legislature assembly party union federation association organisation organization group institute university college "
    "school hospital foundation charity club team league alliance bloc army navy military police force authority "
    "administration board panel fund church museum newspaper magazine outlet network regulator watchdog coalition "
    "movement militia faction think-tank government cabinet junta squad band exchange"
)
ORGANISATION_NOUNS = COMPANY_NOUNS | BODY_NOUNS
"""Nouns for organisations; a definite one can refer to a named organisation."""

COLLECTIVES = words(
    "people officials authorities police researchers scientists experts protesters troops forces soldiers workers families "
    "residents victims leaders lawmakers students members others many some men women children girls boys couple both "
    "government team company group party army crew staff jury committee board council family public media press union"
)

MEETING_NOUNS = words(
    "meeting talk talks summit call conversation negotiation negotiations conference visit dialogue discussion discussions "
    "consultation consultations encounter session phone-call relationship relation relations tie ties war conflict deal "
    "agreement treaty pact ceasefire truce alliance tension tensions dispute border trade"
)

STATIVE_VERBS = words(
    "suffer experience be have lie border contain comprise become remain seem appear rank boast sit span stretch consist "
    "mourn grieve celebrate host brace wake sleep flood freeze burn go come grow need see fall rise struggle feel live "
    "survive recover win lose"
)
SPEECH_VERBS = words(
    "say tell add announce claim deny confirm warn accuse propose demand promise ask decline report state declare argue "
    "insist note stress emphasize emphasise explain reply respond suggest urge call mention admit acknowledge reveal "
    "disclose assert allege contend comment remark predict vow pledge testify write tweet post complain believe think "
    "conclude estimate cite quote describe hint indicate maintain recall reiterate repeat speak talk express criticize "
    "criticise condemn praise welcome reject refuse dismiss hope fear expect agree advise brief inform notify recommend "
    "caution concede counter joke observe signal joke discuss press meet visit host negotiate"
)
ADDRESS_VERBS = words(
    "tell urge ask press warn inform brief advise accuse assure remind notify persuade convince pressure pressure call "
    "thank criticize criticise condemn praise blame invite sanction support back help threaten provoke attack brief"
)

MALE_FIRST_NAMES = words(
    "aaron abdul abdullah abraham adam ahmed ahmad alan albert alejandro alex alexander alexei alexey alfred ali allen "
    "amir anatoly anders andre andrea andreas andrei andrew andriy andy angel anthony antonio antony arnold arthur ashraf "
    "ban barack barry bashar ben benjamin bernard bernie bill bob boris brad brandon brendan brett brian bruce bryan carl "
    "carlos cesar charles charlie chris christian christopher chuck clarence claude colin craig daniel danny dave david "
    "dean dennis derek diego dmitri dmitry dmytro dominic don donald doug douglas duncan dylan ed eddie edgar eduardo "
    "edward elias elijah elon emmanuel enrique eric erik ernesto ethan eugene evan felix fernando francis francisco "
    "francois françois frank franz fred frederick gabriel gareth gary gavin geoffrey george gerald gerard giorgio giovanni "
    "giuseppe glenn gordon graham greg gregory guillermo gustavo guy hamid hamza harold harry hassan hector henri henry "
    "herbert herman hugh hugo hussein ian ibrahim igor ilya imran isaac ismail ivan jack jacob jacques jake james jamie "
    "jan jared jason javier jay jeff jeffrey jens jeremy jerome jerry jesse jim jimmy joao joe joel john johnny jon "
    "jonathan jorge jose josé joseph josh joshua juan julian julio justin karl karim keith ken kenneth kevin khalid kyle "
    "lars larry lawrence lee leo leon leonard leonid lewis liam louis lucas luis luiz luke mahmoud manuel marc marco mario "
    "mark markus martin marvin matt matteo matthew maurice max michael michel miguel mike mikhail mitch mohamed mohammad "
    "mohammed moshe muhammad mustafa narendra nathan neil nelson nicholas nick nicolas nicolás nigel nikolai nikolay noah "
    "norman oleg oleksandr oliver olivier omar oscar osama otto owen pablo pat patrick paul pavel pedro peter petro phil "
    "philip phillip pierre rafael ralph ramon raul ray raymond recep ricardo richard rick rob robert roberto rodrigo roger "
    "roland roman ron ronald rory ross roy rudy rupert russell ryan salman salvador sam samuel saul scott sean sebastian "
    "serge sergei sergey sergio shaun shinzo silvio simon stanley stefan stephen steve steven stewart stuart syed ted "
    "terry theo theodore thomas tim timothy toby todd tom tommy tony travis trevor tyler usman victor vincent viktor "
    "vitali vladimir volodymyr wayne walter warren wesley will william winston wolfgang xavier yasser yuri yusuf zachary"
)
FEMALE_FIRST_NAMES = words(
    "abigail adriana agnes aisha alexandra alexandria alice alicia alison allison amanda amber amelia amina amy ana anastasia "
    "andrea angela angelina anita ann anna anne annette annie antonia april ashley audrey aung barbara beatrice becky "
    "benazir bernadette beth betsy betty beverly brenda bridget brittany camilla carla carmen carol carolina caroline "
    "carolyn carrie catherine cecilia charlotte cheryl christina christine cindy claire clara claudia condoleezza "
    "courtney cristina cynthia daniela danielle dawn deborah debra denise diana diane dilma donna dora doris dorothy "
    "ebony eileen elaine eleanor elena elisabeth elise elizabeth ella ellen emily emma erica erin esther eva evelyn "
    "fatima fiona florence frances francesca gabriela gail georgia gina giorgia gloria grace greta hannah harriet heather "
    "heidi helen helena hilary hillary holly ilhan indira ingrid irene irina isabel isabella ivanka jacinda jackie "
    "jacqueline jane janet janice jean jeanne jennifer jenny jessica jill joan joanna joanne jodie josephine joyce juanita "
    "judith judy julia juliana julie june kamala karen karin karina kate katherine kathleen kathryn kathy katie katrina "
    "katy kelly kerry kim kimberly kirsten kristen kristin kristina lara larissa laura lauren leila leslie linda lisa "
    "liz louise lucia lucy luisa lydia lynn madeleine madeline malala margaret margarita maria mariam marie marina marilyn "
    "marine marion marjorie martha mary maryam maureen megan meghan melania melanie melissa mercedes meryl mia michaela "
    "michele michelle mildred miriam molly monica nadia nancy naomi natalia natalie natasha nicola nicole nikki nina noor "
    "nora norma olena olga olivia oprah pamela patricia paula pauline penelope penny petra phyllis priscilla rachel "
    "rebecca regina renee rita roberta robin rosa rose rosemary ruth sabrina sally samantha sandra sara sarah serena "
    "shannon sharon sheila shirley silvia simone sofia sonia sophia sophie stella stephanie sue susan susana suzanne svetlana "
    "sylvia tamara tania tanya tara tatiana teresa theresa tiffany tina tracy ursula valentina valerie vanessa vera "
    "veronica victoria virginia vivian wendy whitney yasmin yolanda yulia yvette yvonne zoe"
)
# Names that both lists claim, or that are as often a surname, say nothing.
_UNSURE = (MALE_FIRST_NAMES & FEMALE_FIRST_NAMES) | words("kim lee pat robin alex leslie kelly kerry aung ban jean")
FIRST_NAMES: dict[str, Gender] = {
    **dict.fromkeys(sorted(MALE_FIRST_NAMES - _UNSURE), _HE),
    **dict.fromkeys(sorted(FEMALE_FIRST_NAMES - _UNSURE), _SHE),
}
