"""Words with a full stop that may be that of an abbreviation.

Behind them the splitter decides whether a sentence ends; behind every other word one does, where a capital follows.
"""

from app.claims.reading.lexicon import word_set

_IN_ANY_CASE = word_set(
    "abbr al approx appt apt assn assoc asst attn ave avg bldg blvd bros ca cf ch cie cm cmdr co comm corp cos cu"
    " dept dist div ed eds edn eg eq equiv esp esq est ex exec ext ff ft govt grp hon hq hr hrs hwy ibid ie inc incl"
    " int intl jr kg km lb lbs ltd mfg mg mgr min mins misc mph msgr natl nos obs oz para pct pl plc pp pref prob"
    " prof pt pts pty qtr qty re rd rept resp ret rte sci sec secs seq ser sess sq sr supp suppl supt tbsp tel tsp"
    " univ viz vol vols vs yr yrs"
)
_IN_CAPITALS = word_set(
    "abp adj adm ala ald alex alta amb app apr ariz ark art atty aug benj brig cal calif capt cdr chas cllr col"
    " colo com comm commr conn const cpl ctr dan dec del dep det dir dr eng ens feb fed fla fr fri ga gen geo gov"
    " ill ind insp jan jas jos jul jun kan kans ky lieut lt maj mar mass messrs mich minn miss mlle mlles mme mon"
    " mont mr mrs ms mt mts neb nev no nov oct okla ont ore pa penn pfc phil pres pte pvt que rep reps rev revd"
    " rt sask sat secy sen sens sep sept sgt sgts spc sra st ste sun tenn tex thos thu thur thurs tue tues va ven"
    " vt wash wed wis wm wyo"
)
_BEFORE_NAMES = word_set(
    "abp adj adm ald amb asst atty brig capt cdr cf chas cllr cmdr col comm commr const cpl dep det dr ens fr ft"
    " gen geo gov hon insp jos lieut lt maj messrs mlle mlles mme mr mrs ms msgr mt nos pfc pres prof pte pvt rep"
    " reps rev revd secy sen sens sgt sgts spc sra st supt thos v viz vs wm"
)
_VOWELS = frozenset("aeiouyAEIOUY")


def is_abbreviation(word: str) -> bool:
    """Whether the full stop behind a word as printed may be that of an abbreviation.

    "Sun." and "Mass." are a day and a state; "sun." and "mass." end sentences. A word without a vowel is always one.
    """
    low = word.lower()
    if _VOWELS.isdisjoint(word):
        return True
    return low in _IN_ANY_CASE or (word[0].isupper() and low in _IN_CAPITALS)


def opens_name(word: str) -> bool:
    """Whether a name follows an abbreviation, which therefore ends no sentence: "Mr.", "St.", an initial."""
    return len(word) == 1 or word.lower() in _BEFORE_NAMES
