"""When two names mean one origin: spellings, transliterations, titles, short forms and abbreviations of names.

A short form ("Roe", "A. Roe", "NCG", "the Coast Guard") means the one longer name among those compared that it fits;
where it fits several, it stands for itself.
"""

import re

from app.claims.reading.lexicon import BODY_NOUNS, ROLE_NOUNS, TITLES, word_set

_BRACKETS = re.compile(r"\s*\(([^()]{1,60})\)")
_INITIALS = re.compile(r"[^\W\d_](?:\.?[^\W\d_]){1,7}\.?")
_OFFICE = re.compile(r"(?:the )?(?:press )?office of (?:the )?|(?:'s?)? (?:press )?office\Z")
_OF = re.compile(r"(ministry|department|secretariat) (?:of|for) (?:the )?(.+)\Z")
_COMPANY = word_set("inc ltd plc llc corp corporation gmbh limited")
_SMALL = word_set("of the and for in de la du von van der al el bin")
_COURTESIES = word_set("mr mrs ms dr sir lord lady prof")
_NOT_TITLED = BODY_NOUNS | word_set(
    "department county island city street staff electric motors mills assembly news times post herald"
)
_TITLES = frozenset(word.strip(".") for word in TITLES | ROLE_NOUNS - BODY_NOUNS) - {"king"}

# what transliterations into English do in several ways, in this order
_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"'", ""),
        (r"isation", "ization"),
        (r"our\b", "or"),
        (r"defence", "defense"),
        (r"centre", "center"),
        (r"\b(?:mohamm?[ae]d|muhamm?[ae]d)\b", "mohamed"),
        (r"\bdimitri", "dmitri"),
        (r"\bahmad\b", "ahmed"),
        (r"\babdallah\b", "abdullah"),
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"ck", "k"),
        (r"ct", "kt"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"q", "k"),
        (r"ue", "u"),
        (r"oe(?=[a-z])", "o"),
        (r"ae", "a"),
        (r"ou", "u"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
        (r"\bie(?=v)", "e"),
        (r"ai(?=\b|[ns])", "ei"),
        (r"ander\b", "andr"),
    )
)
