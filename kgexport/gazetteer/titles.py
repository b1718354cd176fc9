"""Titles: words before a name that tell what its bearer is ("U.S. Secretary of State Marco Rubio"), and honorifics."""

# Before a name without telling a post.
HONORIFICS = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss mx mx. dr dr. prof prof. sir dame lord lady baroness baron count sheikh shaikh sheik
    imam mullah maulana ayatollah hojatoleslam rabbi rev rev. reverend fr fr. father sister brother pastor saint st st. hon hon.
    shri smt haji hajj cheikh king queen prince princess pope emperor sultan emir duke duchess
    """.split()
)

# The last word of a title. A word here can also stand alone before a name: "President Trump", "striker Roman Pavlyuchenko".
HEADS = frozenset(
    """
    president premier chancellor minister secretary ambassador envoy governor mayor senator congressman congresswoman congressperson
    representative deputy lawmaker legislator mp mep msp councillor councilor councilman councilwoman alderman speaker leader chief
    chair chairman chairwoman chairperson head director director-general commissioner spokesman spokeswoman spokesperson general
    admiral marshal colonel lieutenant major captain commander brigadier sergeant corporal commodore officer inspector superintendent
    constable sheriff detective judge justice magistrate prosecutor attorney lawyer solicitor barrister counsel king queen prince princess
    pope cardinal archbishop bishop patriarch ayatollah imam sheikh pastor professor doctor analyst economist expert researcher scientist historian
    scholar author writer journalist reporter correspondent columnist editor broadcaster presenter anchor critic activist campaigner
    founder co-founder cofounder owner ceo cfo coo cto executive manager boss coach trainer captain striker midfielder defender goalkeeper
    forward winger quarterback player star singer actor actress rapper musician artist director filmmaker producer comedian model
    billionaire businessman businesswoman entrepreneur investor banker tycoon mogul oligarch
    dictator ruler strongman tsar monarch emperor premier tánaiste taoiseach first-minister negotiator mediator adviser advisor aide
    strategist diplomat consul attache attaché official candidate nominee rival incumbent veteran coordinator administrator
    superintendent principal chancellor rector dean provost treasurer auditor comptroller ombudsman regulator watchdog
    commander-in-chief vice-president vice-chancellor vice-chairman undersecretary under-secretary secretary-general attorney-general
    solicitor-general governor-general surgeon-general postmaster-general
    gen gen. adm adm. col col. lt lt. maj maj. capt capt. cmdr cmdr. brig brig. sgt sgt. cpl cpl. pte pte. pvt pvt. insp insp. supt supt. det det.
    sen sen. rep rep. gov gov. pres pres. amb amb. atty atty. hon hon. cllr pm fm
    son daughter wife husband brother sister father mother widow ex-wife ex-husband girlfriend boyfriend nephew niece cousin
    """.split()
)

# Heads that also end the name of something that is no title ("General Motors", "Star Wars").
WEAK_HEADS = frozenset(
    "general star model major forward captain rival veteran watchdog principal official player expert artist".split()
)

# Before a head, part of the title: how a post is held, of what rank, over what.
MODIFIERS = frozenset(
    """
    former ex then then- acting interim incoming outgoing late deputy vice assistant associate senior junior chief first second third lead
    prime foreign defence defense finance interior home health education justice trade energy transport agriculture culture environment labour
    labor economy economic security information press state national federal supreme high special top current longtime veteran retired
    executive managing general attorney lieutenant major rear brigadier staff police district county city regional provincial military naval army
    crown grand co principal shadow permanent honorary lord opposition party rebel parliamentary presidential government cabinet political
    external internal affairs public works development planning commerce industry treasury budget house senate majority minority assembly
    communications campaign human rights union labour-market
    """.split()
)

# How a post is held; kept on the post.
FORMER = frozenset("former ex ex- then then- late onetime one-time erstwhile past outgoing retired".split())
ACTING = frozenset("acting interim caretaker".split())


def is_honorific(word: str) -> bool:
    """True for "Mr.", "Dr", "Sheikh" …"""
    return word.casefold() in HONORIFICS


def is_title_head(word: str) -> bool:
    """True for a word that a title ends with: "President", "secretary", "Gen."."""
    return word.casefold() in HEADS


def is_title_modifier(word: str) -> bool:
    """True for a word that stands inside a title before its head: "Prime", "former", "Foreign"."""
    return word.casefold() in MODIFIERS
