"""Which language a text is in."""

from functools import cache

from babel import Locale
from babel.core import get_global
from py3langid.langid import MODEL_FILE, LanguageIdentifier

LONGEST_SAMPLE = 20_000  # code points; more changes no answer
FEWEST_LETTERS = 20
SURE = 0.8  # probability; below it, what is found of short texts is often a neighbour of their language
SURE_OF_ENGLISH = 0.4  # nothing is taken for English: of 650 scraps of twelve other languages, two to eight words, none
UNKNOWN = frozenset(
    {"und", "mul", "mis", "zxx"}
)  # ISO 639-2: undetermined, several, none listed, none
_MEMBERS = {"wuu": "zh", "yue": "zh", "lzh": "zh", "nan": "zh", "hak": "zh", "gan": "zh"}


def language_of(text: str) -> str | None:
    """The language of a text as an ISO 639 code, or None where it is too short or not clear.

    The same text gives the same answer. The first call loads the weights, which come with the library.
    """
    sample = text[:LONGEST_SAMPLE]
    if sum(map(str.isalpha, sample)) < FEWEST_LETTERS:
        return None
    shares: dict[str, float] = {}
    for member, probability in _identifier().rank(sample):
        code = _MEMBERS.get(member, member)
        shares[code] = shares.get(code, 0.0) + float(probability)
    best = max(shares, key=lambda code: shares[code])
    bar = SURE_OF_ENGLISH if best == "en" else SURE
    return best if shares[best] >= bar and best not in UNKNOWN else None


def primary(tag: str) -> str | None:
    """The language of a BCP 47 tag without script and region, or None where the tag names none."""
    code = tag.partition("-")[0].lower()
    code = _MEMBERS.get(code, code)
    return None if code in UNKNOWN else get_global("language_aliases").get(code, code)


def is_english(tag: str | None) -> bool:
    """Whether a text with this tag is read as English: unless the tag names another language."""
    return tag is None or primary(tag) in {None, "en"}


def named(tag: str) -> str:
    """A language for people: its English name with the tag, such as `German (de)`."""
    name = Locale("en").languages.get(str(primary(tag)))
    return f"{name} ({tag})" if name else tag


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
