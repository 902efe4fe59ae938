"""What people are by trade, rank or kinship: words that stand before or behind a name and say whose it is."""

import re

from app.claims.reading.lexicon import ROLE_NOUNS, word_set

_OCCUPATIONS = word_set(
    "accountant actor actress admiral ambulanceman anaesthetist analyst apprentice archaeologist architect"
    " archivist artist astronaut astronomer athlete auctioneer auditor aunt author baker banker barber barman"
    " barmaid barrister batsman bishop blogger boatman boatswain bookseller botanist bowler boxer brewer bricklayer"
    " brigadier broker builder butcher campaigner caretaker carpenter cashier cellist champion chaplain chef chemist"
    " choreographer clergyman cleric clerk climber clinician coachman columnist comedian commander commentator"
    " commodore composer conductor conservationist constable contractor cook corporal correspondent councillor"
    " councilman councilwoman counsel counsellor coroner courier cousin critic curator cyclist dancer daughter dean deacon"
    " defender delegate demographer dentist deputy designer detective developer dietician diplomat diver docker"
    " driver drummer economist electrician enthusiast entrepreneur estate executive farmer father filmmaker"
    " film-maker financier firefighter fireman fisherman florist footballer foreman forester forward gamekeeper"
    " gardener geographer geologist goalkeeper goaltender grandfather grandmother guard guitarist hairdresser"
    " handyman harbourmaster headmaster headmistress headteacher historian homeowner host housewife hunter husband"
    " hydrologist illustrator imam inspector instructor interpreter inventor investigator investor janitor jeweller"
    " jockey joiner judge juror keeper labourer landlady landlord landowner lawyer lecturer librarian lifeguard"
    " linguist lobbyist locksmith magistrate magnate manager marshal mason mathematician mechanic mediator medic merchant"
    " meteorologist midfielder midwife miller miner missionary mother musician mother-in-law mogul nanny naturalist"
    " negotiator neighbour neighbor nephew neurologist neurosurgeon niece novelist nun nurse officer operator"
    " ombudsman ornithologist orderly organiser organizer owner paediatrician painter paramedic parishioner partner"
    " pastor pathologist pensioner pharmacist philosopher photographer physician physicist pianist pilot planner"
    " playwright plumber poet policeman policewoman politician porter postman potter preacher principal printer"
    " private producer programmer promoter prosecutor psychiatrist psychologist publican publicist publisher rabbi"
    " ranger rector referee registrar rescuer researcher restorer retailer rider roofer sailor salesman saleswoman"
    " scholar scientist sculptor seaman sergeant seller shepherd shopkeeper singer sister skipper smith sociologist"
    " solicitor soldier songwriter soprano spectator sprinter steward stonemason striker student superintendent"
    " supervisor surgeon surveyor survivor tailor teacher technician tenor therapist trader trainer translator"
    " treasurer trustee tutor tycoon uncle undertaker undersecretary upholsterer vet veterinarian vicar vice-chancellor"
    " vice-president victim violinist virologist volcanologist volunteer waiter waitress warden warder watchmaker"
    " weaver welder whistleblower widow widower wife winemaker winegrower winger wrestler writer yachtsman zookeeper"
    " zoologist"
)
_ENDINGS = re.compile(
    r".{2,}(?:ologist|ographer|keeper|maker|master|mistress|fighter|worker|grower|holder|owner|monger"
    r"|wright|player|fielder|warden|woman|spokes(?:man|person))|.{3,}sman"
)
_SURNAMES_TOO = word_set(
    "baker banker barber bishop boatman brewer builder butcher carpenter chaplain cook courier cousin dean"
    " draper driver fisher forester forward foreman gardener guard host hunter joiner judge king major marshal mason"
    " miller pastor porter potter prior private rector ranger sailor sergeant shepherd singer skipper smith steward"
    " tailor warden weaver woodman"
)


def is_occupation(word: str) -> bool:
    """Whether a word in lower case, in the singular or plural, says what somebody is."""
    return is_one_occupation(word) or (word.endswith("s") and is_one_occupation(word[:-1]))


def is_only_occupation(word: str) -> bool:
    """Whether a word says what somebody is, and is no surname as well."""
    return is_one_occupation(word) and word not in _SURNAMES_TOO


def is_one_occupation(word: str) -> bool:
    """Whether a word in lower case, in the singular, says what somebody is."""
    return word in _OCCUPATIONS or word in ROLE_NOUNS or bool(_ENDINGS.fullmatch(word))
