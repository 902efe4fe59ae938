"""Names of bodies in English, word by word, where they stand in a Romance language or German: "Instituto Nacional de Volcanología"."""

import re
from collections.abc import Iterator
from functools import lru_cache

# the English words behind a colon, in the order in which a sentence would have them
_BODIES = (
    "academia accademia akademie: academy|agence agencia agenzia agentur: agency|archiv archivo archivio: archive|asociacion associazione associacao verband: association"
    "|banca banco banque: bank|bundesamt: federal office|bundesanstalt: federal agency|bundesgericht: federal court|bundesministerium: federal ministry"
    "|camara camera chambre kammer: chamber|centro zentrum: centre|comision commissione kommission comissao: commission|conseil consejo consiglio conselho: council"
    "|corte cour: court|direccion direction direzione: directorate|federacion federazione federacao: federation|gendarmerie: gendarmerie|gesellschaft sociedad sociedade societa societe: society"
    "|gewerkschaft sindacato sindicato syndicat: union|guardia garde: guard|institut instituto istituto instituut institutt: institute|landesamt: state office|landesarchiv: state archive"
    "|landgericht: regional court|lega liga ligue: league|medecins medicos medici: doctors|ministere ministerie ministerio ministero ministerium: ministry|musee museo: museum"
    "|observatoire observatorio osservatorio: observatory|oficina ufficio: office|ospedale hopital: hospital|parlamento parlement: parliament|policia polizia polizei: police"
    "|segretariato secretariado: secretariat|tribunal tribunale: court|universidad universidade universita universitat universite: university"
)
_OTHERS = (
    "acqua agua eau eaux wasser: water|central centrale zentral: central|agricoltura agricultura landwirtschaft: agriculture|ambiente environnement umwelt: environment|arbeit lavoro trabajo trabalho travail: labor"
    "|bildung educacion educacao istruzione: education|calcio fussball futbol futebol: football|civile: civil|comercio commercio handel: trade|cultura kultur: culture"
    "|defensa defesa difesa verteidigung: defense|derechos diritti droits: rights|estadistica estadisticas estatistica statistica statistik statistique statistiques: statistics"
    "|estudios etudes studi: studies|etrangeres exteriores esteri: foreign|exterior: foreign|finanzas finanze finanzen finances financas: finance|foret forets foreste bosques: forestry"
    "|forschung investigacion investigaciones pesquisa recherche recherches ricerca: research|gesundheit salud sanidad salute sante saude: health|giustizia justicia justica justiz: justice"
    "|humains humanos umani: human|inneres innern interieur interno interni: interior|littoral costa: coast|mar mare mer: sea|nacional nacionales nationale nationales nazionale: national"
    "|nino ninos bambini enfants kinder: children|pesca peche: fisheries|proteccion protezione protecao: protection|ricerche: research|roja rossa rouge: red|cruz croce croix: cross"
    "|securite seguridad sicurezza: security|suprema supremo supreme: supreme|superiore superieur: superior|transportes trasporti transports verkehr: transport|turismo tourisme: tourism"
    "|consumatori consommateurs consumidores verbraucher: consumer|electorale elettorale: electoral|brasil: brazil|deutschland: germany|espana: spain|italia: italy|francia: france|polska: poland"
)
_ARTICLES = frozenset(
    [
        "das",
        "der",
        "die",
        "e",
        "el",
        "et",
        "il",
        "la",
        "las",
        "le",
        "les",
        "los",
        "o",
        "os",
        "und",
        "y",
    ]
)
_OF = frozenset(
    [
        "da",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "dell",
        "della",
        "delle",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "fur",
        "per",
        "pour",
        "voor",
        "zur",
    ]
)
_ALSO_ENGLISH = frozenset(
    {"camera", "commission", "hospital", "office", "police", "service", "tribunal", "union"}
)
_COUNTRIES = frozenset({"brasil", "deutschland", "espana", "francia", "italia", "polska"})
_OF_EVERY_STATE = re.compile(r"bank|court|federal|ministry|parliament|police")
_TWICE = re.compile(r"(?: of)+")
_ELIDED = re.compile(r"\b(?:d|l|dell|all|nell)'")
_ENDINGS = tuple(
    (re.compile(f"(?<=\\w\\w\\w){foreign}\\Z"), english)
    for foreign, english in (
        ("ologi(?:a|e)", "ology"),
        ("ografi(?:a|e)", "ography"),
        ("onomi(?:a|e)", "onomy"),
        ("(?:cion|zione|cao)", "tion"),
        ("(?:idad|ita|idade|ite)", "ity"),
        ("ale", "al"),
        ("(?:ique|iques|ico|ica)", "ic"),
        ("(?:aire|ario|aria)", "ary"),
    )
)


def _read(listed: str) -> Iterator[tuple[str, str]]:
    for entry in listed.split("|"):
        words, _, english = entry.partition(": ")
        yield from ((word, english) for word in words.split())


_BODY = dict(_read(_BODIES))
_ENGLISH = _BODY | dict(_read(_OTHERS))


@lru_cache(maxsize=4096)
def in_english(name: str) -> str:
    """The name of a body, in lower case and without accents, with English words for foreign ones; any other name as it is."""
    words = _ELIDED.sub("de ", name).split() or [name]
    foreign = _BODY.keys() & set(words)
    if foreign <= _ALSO_ENGLISH and (words[0] not in _ALSO_ENGLISH or _OF.isdisjoint(words)):
        return name
    known = _ENGLISH.keys() - _COUNTRIES | _OF | _ARTICLES
    if known.issuperset(words) and any(_OF_EVERY_STATE.search(_BODY[word]) for word in foreign):
        return name  # whose it is the language alone tells
    plain = ("of" if word in _OF else _word(word) for word in words if word not in _ARTICLES)
    return _TWICE.sub(" of", " ".join(plain))


def _word(word: str) -> str:
    if word in _ENGLISH:
        return _ENGLISH[word]
    for ending, english in _ENDINGS:
        word, count = ending.subn(english, word)
        if count:
            break
    return word
