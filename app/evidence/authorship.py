"""Who wrote what a passage quotes from: the institute behind a study, the judge who wrote a report, those who signed a letter.

A critic who only quotes the figures of another passes them on: they are the other's.
"""

import re

from app.claims.reading.lexicon import BODY_NOUNS, CAPITALS
from app.evidence.bodies import is_body
from app.evidence.demonyms import is_people

_DOCUMENT = (
    r"(?:affidavits?|analysis|appeal|article|assessment|audit|book|brief|bulletin|census|data|estimates?|figures|findings|forecasts?|images|index"
    r"|complaint|diary|filings?|indictment|inquiry|inquest|investigation|lawsuit|letter|log|memo|memoirs?|minutes|notice|numbers|outlook|papers?|petition|photographs|photos|polls?"
    r"|reports?|research|results|reviews?|ruling|statistics|study|studies|surveys?|testimony|verdict)"
)
_PAPER = rf"(?:{_DOCUMENT}|calculations?|contracts?|correspondence|documents?|e-?mails?|files|invoices?|receipts|recordings?|records)"
"""What somebody is named behind: "invoices seen by the Lantern"; in front of these stand any words: "court records"."""
_KIND = r"(?:(?:annual|latest|new|own|official|first|second|final|interim|joint|open|opinion|monthly|quarterly|weekly|yearly|internal) )*"
_MADE = (
    r"(?:analy[sz]ed|authored|co-authored|carried out|collected|compiled|conducted|drafted|drawn up|filed|gathered|headed|issued|led|made|obtained|organised"
    r"|organized|prepared|produced|published|released|reviewed|seen|signed|taken|undertaken|written)"
)
_CAPITAL = rf"[{CAPITALS}](?:[\w'’&-]|\.(?=\w)){{0,30}}"
_SMALL = r"(?:of|for|and|&|de|la|le|du|des|on|in)(?: (?:the|la|los|las))?"
_NAME = rf"{_CAPITAL}(?: (?:{_SMALL} )?{_CAPITAL}){{0,7}}"
_BODY = rf"(?: (?:[a-z]+ )?(?:{'|'.join(sorted(BODY_NOUNS))})\b)?"
_ROLE = r"(?:[a-z]{1,20} ){0,4}"
_TEAM_NOUN = (
    r"(?:academics|analysts|auditors|authors|detectives|economists|epidemiologists|experts|firefighters|forecasters|geologists|group|journalists|meteorologists"
    r"|pollsters?|reporters|researchers|scholars|scientists|seismologists|statisticians|team|teams|volcanologists)"
)
_OPENER = r"(?:In )?(?:(?i:the|an?|its) )?"
_BY = re.compile(
    rf"{_OPENER}(?:(?!an? |the |his |her )[\w-]{{1,20}} ){{0,2}}(?i:{_PAPER})\b(?: (?:of|among) [^.;:]{{1,40}}?)?,? (?:(?:which|that) (?:was|were) )?"
    rf"(?:{_MADE} (?:[^.;:,]{{1,40}}? )?)?(?:by|from) (?P<who>{_ROLE}{_NAME}{_BODY})"
    rf"|(?:(?i:the|an?) )?(?:[a-z]+ ){{0,2}}{_PAPER} (?:that |which )?(?:the )?(?P<that>{_ROLE}{_NAME}{_BODY}) (?:had |has |have )?(?:{_MADE}|sent|wrote)\b"
    rf"|(?:[Tt]he )?(?P<publisher>{_ROLE}{_NAME}{_BODY}) (?:filed|issued|presented|published|released|sent|submitted|unveiled) (?:[a-z]+ ){{0,3}}{_DOCUMENT}\b"
    rf"|(?:[Tt]he )?(?:affidavit|diary|journal|memoirs?|testimony) of (?P<whose>{_ROLE}{_NAME})"
)
_POSSESSIVE = re.compile(r"['’]s\Z")
_IS_OF = re.compile(r" (?:of|at|from) ")
_NOBODY = r"(?!(?:An?|Her|His|Its|No|Nobody|Our|Some|That|The|Their|These|This|Those)\b)"
_OWN = (
    rf"(?:(?:annual|latest|new) )?{_NOBODY}(?P<who>{_NAME}{_BODY})(?:['’]s?)? {_KIND}{_DOCUMENT}\b"
)
_OWNED = re.compile(rf"{_OPENER}{_OWN}(?: (?:about|into|on) [^,;:“”\"]{{2,80}})?")
_PUBLISHED = re.compile(
    rf"(?:[Tt]he )?(?P<who>{_NAME}{_BODY})['’]s? {_KIND}(?:account|announcement|bulletin|page|post|press release|release|site|statement|website)"
)
_CLOSES = re.compile(
    rf"\b(?:in|from|by) (?:the|an?|its) {_OWN}\W*\Z"
    rf"|\b(?:in|of) (?:the|an?|its) (?:[a-z]+ )?{_PAPER} (?:(?:that|which) (?:the )?(?P<sender>{_NAME}{_BODY}) (?:had |has |have )?(?:{_MADE}|sent|wrote)\b"
    rf"|by (?:the )?(?P<maker>{_NAME}{_BODY}))"
)
_UNNAMED = rf"(?!(?:an?|the) )(?:[a-z]{{2,20}} ){{0,3}}(?:{'|'.join(sorted(BODY_NOUNS - {'group', 'party', 'site', 'station'}))})"
_STATES = frozenset({"DRC", "UAE", "UK", "U.K.", "US", "U.S.", "USA"})
_OFFICIALS = r"(?:officials?|inspectors|monitors|observers)"
_TEAM = re.compile(
    rf"(?:(?:the|an?) )?(?:[a-z]+ )?(?i:{_TEAM_NOUN}) (?:of [a-z]+ )?(?:at|from|with|of) (?:the )?(?P<at>{_NAME})\Z"
    rf"|(?:the )?(?P<of>{_NAME}) {_TEAM_NOUN}(?: (?:at|in|from) [^,;]{{2,60}})?\Z"
    rf"|(?:(?:the|an?) )?(?:(?:[Ss]enior|[Tt]op) )?(?i:{_OFFICIALS}) (?:at|from|with|of) (?:the )?(?P<officials>{_NAME}{_BODY}|{_UNNAMED})(?: in (?:the )?[\w’' -]{{2,30}})?\Z"
    rf"|(?:the )?(?!(?:Many|Most|One|Other|Several|Some|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b)(?P<whose>{_NAME}{_BODY}) {_OFFICIALS}\Z"
)
_PASSES_ON = re.compile(
    r"\b(?:[Cc]iting|quoting|quotes?|pointing to|points? to|pointed to|quoted) (?:(?:the|an?|its|his|her|their) )?"
    rf"(?:(?P<whose>[^,;.]{{3,60}}?)(?:['’]s|s['’])? {_KIND}{_DOCUMENT}\b"
    rf"|{_KIND}{_DOCUMENT} (?:(?:{_MADE} )?(?:by|from) (?:the )?(?P<by>[^,;.]{{3,60}})"
    rf"|(?:that |which )?(?:the )?(?P<that>[^,;.]{{3,60}}?) (?:had |has |have )?{_MADE}\b))"
)
_FOR_SOMETHING = BODY_NOUNS | {"centre", "center", "bureau", "forum", "alliance", "movement"}
_LETTER = re.compile(r"\b(?:letter|petition|appeal|manifesto)\b", re.IGNORECASE)
_SIGNERS = re.compile(r"(?:\d[\d,]*|[A-Za-z]+) (?:[a-z]+ )?[a-z]+s\Z")


def author_in(printed: str) -> str | None:
    """Whom a mention of a document names as its author: "study led by Ann Roe", "Heron Society's report"; None for any other."""
    found = _BY.match(printed) or _OWNED.fullmatch(printed) or _PUBLISHED.fullmatch(printed)
    return _author(found) if found else None


def author_behind(words: str) -> str | None:
    """The author of the document that a passage, which quotes nobody, starts or ends with."""
    found = _BY.match(words) or _OWNED.match(words) or _CLOSES.search(words)
    return _author(found) if found else None


def _author(found: re.Match[str]) -> str | None:
    """The author without client and employer; nobody is an author by nationality: "a Japanese survey"."""
    who = _without_client(found[found.lastgroup or 0])
    front, *employer = _IS_OF.split(who, maxsplit=1)
    if employer and " " in front and not is_body(front, front):
        who = front
    return None if is_people(who) else who


def _without_client(who: str) -> str:
    """The pollster without whom the poll is for: "Orrin Research for the Lantern", but "Institute for Seas"."""
    author, _, client = who.partition(" for ")
    kept = who if client and author.split()[-1].lower() in _FOR_SOMETHING else author
    return _POSSESSIVE.sub("", kept)


def team_of(name: str) -> str | None:
    """The body that people without a name work or speak for: "researchers at Orrin University", "White House officials".

    None where there is none: officials of a country or a town speak for themselves.
    """
    found = _TEAM.match(name)
    if found is None:
        return None
    body = _POSSESSIVE.sub("", found[found.lastgroup or 0])
    is_team = found.lastgroup in {"at", "of"}
    return body if is_team or (body not in _STATES and is_body(body, f"the {body}")) else None


def passed_on(words: str) -> str | None:
    """Whose figures or letter a passage says that its speaker only quotes: "citing the harbour office's figures"."""
    found = _PASSES_ON.search(words)
    return found[found.lastgroup or 0] if found else None


def are_signers(name: str, words: str) -> bool:
    """Whether people without a name are the counted signers of a letter: "200 economists"."""
    return bool(_SIGNERS.match(name) and _LETTER.search(words))
