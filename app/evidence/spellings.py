"""One spelling for what transliterations into English, and British and American habits, spell in several ways."""

import re
import unicodedata
from functools import lru_cache

# the older English name of a place, then the one that most now print
_RENAMED = (
    "kiev kyiv|kharkov kharkiv|lvov lviv|odessa odesa|bombay mumbai|calcutta kolkata|madras chennai|bangalore bengaluru"
    "|peking beijing|rangoon yangon|burma myanmar|swaziland eswatini|turkiye turkey|czechia czech republic"
)
# first names and surnames that are written in several ways in English, or in each language of one region
_NAMES = (
    "abdul abdel abdal|ahmed ahmet achmed|aisha ayesha aicha|ali aly|amina aminah|ayman aiman|bashir basheer|faisal feisal faysal"
    "|fatima fatimah fatma|gamal jamal djamal|habib habeeb|hamid hameed|hasan hassan|hosni husni hosny husny"
    "|hussein husain hussain husayn hossein husein|ibrahim ebrahim|ismail esmail ismael|jafar jaafar|karim kareem"
    "|khaled khalid|mahmoud mahmud mahmood|mansour mansur mansoor|mustafa mostafa moustafa|nabil nabeel|nasser nasir naser"
    "|omar umar|osama usama|qasim qassem kassem qasem kasim|rashid rasheed rachid|reza riza|said saeed sayeed"
    "|saleh salih|salim saleem|samir sameer|sharif shareef cherif|sulaiman suleiman soliman sulayman|tariq tarek tareq"
    "|georgios giorgos yorgos george|ioannis giannis yannis yiannis|konstantinos kostas costas|nikolaos nikos"
    "|walid waleed|yahya yehya|yasser yasir|yusuf youssef yousef yusef yousuf youssouf|zayn zein zain"
)
_EAST_SLAVIC = (
    "alexander aleksandr alexandr oleksandr aliaksandr|alexei aleksei aleksey alexey oleksiy|andrei andrey andriy|anton antin"
    "|artyom artem|ekaterina yekaterina kateryna katsiaryna|dmitri dmitry dmytro dzmitry|fyodor fedor"
    "|igor ihor ihar|grigory grigori grigoriy hryhoriy hryhorii|konstantin kostyantyn|mikhail mykhailo mikhailo|natalia natalya nataliya nataliia|nikolai nikolay mykola"
    "|oleg oleh aleh|pavel pavlo|pyotr petr petro|sergei sergey serhiy serhii siarhei|svetlana svitlana sviatlana svyatlana"
    "|tatiana tatyana tetiana tetyana|vasily vasyl vasili|viktor victor|vitaly vitali vitaliy vitalii|vladimir volodymyr uladzimir"
    "|vladislav vladyslav|yaroslav iaroslav|elena yelena olena alena|yevgeny evgeny yevhen yevgeni evgeni|yulia julia yuliya yuliia|yuri yury yurii yuriy"
)
_SPELLINGS = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        *(
            (rf"\b{old}\b", new)
            for old, new in (each.split(" ", 1) for each in _RENAMED.split("|"))
        ),
        (r"'", ""),
        (r"\bhs(?=[iu])", "x"),
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
        (r"\bchatz", "hatz"),
        (r"tz", "ts"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"dh", "d"),
        (r"dj", "d"),
        (r"ck", "k"),
        (r"ct", "kt"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"q", "k"),
        (r"ue", "u"),
        (r"oe(?=[a-z])", "o"),
        (r"ae", "a"),
        (r"ou", "u"),
        (r"ee(?=[bdfmnrtz])", "i"),
        (r"oo(?=[bdfmnrtz]|\b)", "u"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
        (r"\bie(?=v)", "e"),
        (r"(?<=a)ie(?=v)", ""),
        (r"ai(?=\b|[ns])", "ei"),
        (r"ander\b", "andr"),
        (r"ios\b", "is"),
        (r"(?<=\w\w\w)[ae]h\b", "a"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_LONE_H = re.compile(r"(?<![ckpstz])h")
_ACCENT = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=4096)
def one_spelling(name: str) -> str:
    """A name in lower case, without accents, in the one spelling: "sergey" and "sergei" come out alike.

    In a surname behind an East Slavic first name, the Ukrainian "h" is the Russian "g".
    """
    first, _, rest = name.partition(" ")
    if rest and _one_sound(first) in _SLAVIC_FIRST:
        name = f"{first} {_LONE_H.sub('g', rest)}"
    return _WORD.sub(lambda word: _FIRST_OF.get(word.group(), word.group()), _one_sound(name))


def _one_sound(name: str) -> str:
    for pattern, spelling in _SPELLINGS:
        name = pattern.sub(spelling, name)
    return name


_FIRST_OF = {
    _one_sound(form): _one_sound(forms.split()[0])
    for forms in f"{_NAMES}|{_EAST_SLAVIC}".split("|")
    for form in forms.split()
}
_SLAVIC_FIRST = frozenset(_one_sound(form) for form in re.findall(r"\w+", _EAST_SLAVIC))


def without_accents(text: str) -> str:
    """A text with plain letters for Latin ones with accents; the others stay."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))
