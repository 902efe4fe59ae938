"""Words that say the same, and their opposites: two sides on a line, each in every form that news uses."""

from functools import cache
from types import MappingProxyType

_OPPOSITES = """
rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb climbs climbed
 climbing jump jumps jumped jumping soar soars soared soaring surge surged surging upturn growth higher up
 | fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease decreases
 decreased decreasing plunge plunged plunging shrink shrinks shrank shrunk shrinking slump slumped dip dipped lower down
open opens opened opening reopen reopens reopened reopening
 | close closes closed closing closure shut shuts shutting shutdown
approve approves approved approving approval adopt adopts adopted adopting pass passed endorse endorsed ratify ratified
 back backs backed accept accepts accepted accepting grant granted
 | reject rejects rejected rejecting rejection refuse refuses refused refusing refusal veto vetoes vetoed oppose opposes
 opposed block blocks blocked
win wins won winning victory | lose loses lost losing
arrive arrives arrived arriving arrival enter enters entered entering
 | leave leaves left leaving depart departs departed departing departure withdraw withdrew withdrawn withdrawal
start starts started starting begin begins began begun beginning launch launches launched launching resume resumes
 resumed resuming
 | end ends ended ending stop stops stopped stopping halt halts halted halting finish finished cease ceased suspend
 suspends suspended suspending suspension
hire hires hired hiring recruit recruits recruited appoint appoints appointed appointment
 | fire fires fired dismiss dismisses dismissed dismissal sack sacks sacked laid-off
convict convicts convicted conviction guilty | acquit acquits acquitted acquittal cleared innocent
legal lawful legalise legalised legalize legalized | illegal unlawful ban bans banned banning outlaw outlawed prohibit
 prohibited forbid forbade forbidden
allow allows allowed allowing permit permits permitted permitting | ban bans banned banning forbid forbids forbade forbidden
 prohibit prohibits prohibited bar bars barred prevent prevented
safe safely | unsafe dangerous hazardous
alive survive survives survived surviving survivor survivors | dead die dies died dying death killed
build builds built building construct constructed erect erected | demolish demolishes demolished demolition destroy
 destroyed
buy buys bought buying purchase purchases purchased acquire acquires acquired | sell sells sold selling sale
arrest arrests arrested detain detains detained jail jailed imprison imprisoned
 | release releases released releasing free freed
agree agrees agreed agreeing agreement | disagree disagrees disagreed disagreement
support supports supported supporting favour favor | oppose opposes opposed opposing opposition
gain gains gained profit profits profitable | loss losses loss-making
success succeed succeeds succeeded successful successfully | failure fail fails failed failing unsuccessful unsuccessfully
present attend attends attended attending | absent absence missed skipped
more most | less fewer least fewest
higher highest | lower lowest
largest biggest greatest | smallest
older oldest | younger youngest newest
first | last
before | after
early earlier ahead | late later delayed
north northern | south southern
east eastern | west western
true correct accurate genuine authentic real | false untrue incorrect inaccurate fake forged fabricated hoax
possible able | impossible unable
positive | negative
strengthen strengthens strengthened stronger strong | weaken weakens weakened weaker weak
expand expands expanded expanding expansion extend extends extended extending extension
 | cut cuts cutting reduce reduces reduced reducing reduction shorten shortened scrap scraps scrapped
raise raises raised raising | lower lowers lowered lowering cut cuts cutting reduce reduces reduced
better improve improves improved improving improvement | worse worsen worsens worsened worsening deteriorate deteriorated
import imports imported | export exports exported
full fully complete completely | empty partial partly partially
majority | minority
public | private
join joins joined joining | leave leaves left leaving quit quits
connect connected | disconnect disconnected
found discovered | missing lost
known identified | unknown unidentified
return returns returned returning | flee flees fled escape escaped
attack attacks attacked | defend defends defended
peaceful peacefully | violent violently
voluntary voluntarily | compulsory mandatory forced
included including includes | excluded excluding excludes
paid | unpaid
vaccinated | unvaccinated
armed | unarmed
insured | uninsured
male man men | female woman women
war | peace
healthy well | ill sick
cheap cheaper | expensive dearer costly
hot hotter warm warmer warmest hottest | cold colder coldest cool cooler
wet | dry
day daytime | night overnight
all every everyone | none nobody
always | never
"""


@cache
def _sides() -> MappingProxyType[str, frozenset[int]]:
    """The sides that a word is on: even numbers left, the odd number after it right."""
    sides: dict[str, set[int]] = {}
    lines = _OPPOSITES.replace("\n ", " ").strip().splitlines()
    for number, line in enumerate(lines):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(word, set()).add(2 * number + side)
    return MappingProxyType({word: frozenset(at) for word, at in sides.items()})


def sides_of(word: str) -> frozenset[int]:
    """The sides that a word in lower case is on, none for most words."""
    return _sides().get(word, frozenset())


def opposite(side: int) -> int:
    """The other side of the same line."""
    return side ^ 1
