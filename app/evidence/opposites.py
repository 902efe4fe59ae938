"""Words that say the same, and their opposites: two sides on a line, each in every form that news uses; the right side may be empty."""

import re
from functools import cache
from types import MappingProxyType

_OPPOSITES = """
rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb climbs climbed
 climbing jump jumps jumped jumping soar soars soared soaring surge surged surging upturn growth higher up
 | fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease decreases
 decreased decreasing plunge plunged plunging shrink shrinks shrank shrunk shrinking slump slumped dip dipped
 tumble tumbles tumbled tumbling lower down
open opens opened opening reopen reopens reopened reopening
 | close closes closed closing closure shut shuts shutting shutdown
approve approves approved approving approval adopt adopts adopted adopting pass passed endorse endorsed ratify ratified
 back backs backed accept accepts accepted accepting grant granted
 | reject rejects rejected rejecting rejection refuse refuses refused refusing refusal veto vetoes vetoed oppose opposes
 opposed block blocks blocked
win wins won winning victory beat beats beaten defeats defeated | lose loses lost losing defeat
arrive arrives arrived arriving arrival enter enters entered entering
 | leave leaves left leaving depart departs departed departing departure withdraw withdrew withdrawn withdrawal
start starts started starting begin begins began begun beginning launch launches launched launching resume resumes
 resumed resuming
 | end ends ended ending stop stops stopped stopping halt halts halted halting finish finished cease ceased suspend
 suspends suspended suspending suspension
hire hires hired hiring recruit recruits recruited appoint appoints appointed appointment
 | fire fires fired dismiss dismisses dismissed dismissal sack sacks sacked laid-off
convict convicts convicted conviction guilty | acquit acquits acquitted acquittal innocent
uphold upholds upheld confirm confirms confirmed | quash quashes quashed overturn overturns overturned annul annulled revoke revoked
legal lawful legalise legalised legalize legalized | illegal unlawful ban bans banned banning outlaw outlawed prohibit
 prohibited forbid forbade forbidden
allow allows allowed allowing permit permits permitted permitting | ban bans banned banning forbid forbids forbade forbidden
 prohibit prohibits prohibited bar bars barred prevent prevented
safe safely | unsafe dangerous hazardous
alive survive survives survived surviving survivor survivors | dead die dies died dying death killed
build builds built building construct constructed erect erected | demolish demolishes demolished demolition destroy
 destroyed
buy buys bought buying purchase purchases purchased acquire acquires acquired | sell sells sold selling sale
lend lends lent lending | borrow borrows borrowed borrowing
arrest arrests arrested detain detains detained jail jailed imprison imprisoned
 | release releases released releasing free freed
agree agrees agreed agreeing agreement | disagree disagrees disagreed disagreement
support supports supported supporting favour favor | oppose opposes opposed opposing opposition
gain gains gained profit profits profitable surplus | loss losses loss-making deficit
success succeed succeeds succeeded successful successfully | failure fail fails failed failing unsuccessful unsuccessfully
present attend attends attended attending | absent absence missed skipped
more most | less fewer least fewest
higher highest | lower lowest
largest biggest greatest | smallest
before | after
early earlier ahead | late later delayed
true correct accurate genuine authentic real original | false untrue incorrect inaccurate fake forged forgery fabricated hoax
 copy
positive | negative
strengthen strengthens strengthened stronger strong | weaken weakens weakened weaker weak
expand expands expanded expanding expansion extend extends extended extending extension
 | cut cuts cutting reduce reduces reduced reducing reduction shorten shortened scrap scraps scrapped
raise raises raised raising | lower lowers lowered lowering cut cuts cutting reduce reduces reduced
better improve improves improved improving improvement | worse worsen worsens worsened worsening deteriorate deteriorated
full fully complete completely | empty partial partly partially
majority | minority
join joins joined joining | leave leaves left leaving quit quits
leave leaves left leaving quit quits | remain remains remained remaining stay stays stayed staying
connect connected | disconnect disconnected
found discovered | missing lost
known identified | unknown unidentified
return returns returned returning | flee flees fled escape escaped
attack attacks attacked | defend defends defended
peaceful peacefully | violent violently
voluntary voluntarily | compulsory mandatory forced
included including includes | excluded excluding excludes
war | peace
healthy well | ill sick
cheap cheaper | expensive dearer costly
hot hotter warm warmer warmest hottest | cold colder coldest cool cooler
wet | dry
all every everyone | none nobody
always | never
resign resigns resigned resigning resignation quit quits | remain remains remained stay stays stayed staying
abolish abolishes abolished scrap scrapped lift lifts lifted repeal repealed revoke revoked cancel cancels cancelled canceled
 | remain remains remained still stay stays stayed keep keeps kept
cancel cancels cancelled canceled cancellation | held hold holds staged
postpone postpones postponed delay delays delayed |
break breaks broke broken burst bursts collapse collapses collapsed fail fails failed | hold holds held withstand withstood
married marry marries wed wedding | divorce divorces divorced single unmarried
undamaged unharmed unhurt unscathed intact | damage damages damaged hurt injured destroyed destroy wrecked
dismiss dismisses dismissed dismissal sack sacks sacked fire fired | resign resigns resigned resigning resignation quit quits
succeed succeeds succeeded replace replaces replaced replacing successor |
arson deliberate deliberately intentional intentionally purpose | accident accidental accidentally faulty
admit admits admitted concede concedes conceded acknowledge acknowledges acknowledged confess confesses confessed | deny denies denied
victory triumph | defeat
kill kills killed murder murders murdered |
hurt injure injures injured wound wounds wounded |
job jobs post posts position |
lawyer attorney barrister solicitor |
doctor physician medic |
police officer officers policeman policemen constable |
car vehicle automobile |
blaze fire inferno |
quake earthquake tremor |
flat apartment |
aircraft plane airplane jet aeroplane |
boat ship vessel |
firm company business corporation |
town city |
inhabitant inhabitants resident residents |
costs cost price prices |
pact accord deal agreement treaty |
talks negotiations |
vote ballot poll election |
demonstration protest rally march |
troops soldiers forces |
allege alleges alleged claim claims claimed |
costlier dear dearer pricier expensive | cheap cheaper
surgery operation |
film movie |
holiday vacation |
pupils students schoolchildren |
foreign foreigner foreigners abroad |
rich wealthy affluent | poor impoverished
full crowded packed | empty deserted vacant
accept accepts accepted accepting | decline declines declined refuse refuses refused
legal lawful permitted allowed | illegal forbidden banned
stop prevent prevents prevented |
double doubles doubled twofold twice | halve halves halved
tripled triple threefold |
retire retires retired retirement |
evening night nightfall dusk | morning dawn daybreak
summer | winter
welcome welcomed warmly | hostile hostility
famous well-known renowned | obscure
defend defends defended retain retains retained | lose loses lost losing
lock locks locked bolted | unlocked
mild warm | cold harsh severe bitter coldest
ally allies friend friends | enemy enemies foe
"""

_SCOPES = """
north northern northeast northwest | south southern southeast southwest
east eastern | west western
male males man men boys | female females woman women girls
first | last second third
upper | lower
public | private
day daytime | night overnight
older oldest elder | younger youngest newest
import imports imported | export exports exported
spring | autumn
primary | secondary
domestic home | foreign overseas
rural village | urban
"""
_NEGATED = re.compile(
    r"(?:(?:un|non-?)(?=[a-z]{4})|(?:in|im|ir|il)(?=[a-z]{2,}(?:able|ible|al|ant|ent|ive|ate|ect|ete)\Z)"
    r"|dis(?=(?:agree|allow|appear|approv|connect|honest|lik|prov|satisf|obey)))(?P<bare>[a-z]+)"
)


def _read(table: str) -> MappingProxyType[str, frozenset[int]]:
    """The sides that each word is on: even numbers left, the odd number after it right."""
    sides: dict[str, set[int]] = {}
    for number, line in enumerate(table.replace("\n ", " ").strip().splitlines()):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(word, set()).add(2 * number + side)
    return MappingProxyType({word: frozenset(at) for word, at in sides.items()})


@cache
def _sides() -> MappingProxyType[str, frozenset[int]]:
    return _read(_OPPOSITES)


@cache
def _scopes() -> MappingProxyType[str, frozenset[int]]:
    return _read(_SCOPES)


def sides_of(word: str) -> frozenset[int]:
    """The sides that a word in lower case is on, none for most words."""
    return _sides().get(word, frozenset())


def scopes_of(word: str) -> frozenset[int]:
    """The sides of a word that says which one is meant, "north", "first": of two such, both may be true."""
    return _scopes().get(word, frozenset())


def bare(word: str) -> str | None:
    """A word in lower case without the prefix that negates it: "damaged" for "undamaged"; None where there is none."""
    found = _NEGATED.fullmatch(word)
    return found["bare"] if found else None


def opposite(side: int) -> int:
    """The other side of the same line."""
    return side ^ 1
