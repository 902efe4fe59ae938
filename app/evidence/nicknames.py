"""Which first names are usually short for which: "Jim" for "James"."""

from collections.abc import Mapping

from app.evidence.spellings import one_spelling

_SHORT_FOR: Mapping[str, frozenset[str]] = {
    one_spelling(short): frozenset(map(one_spelling, full.split()))
    for short, full in {
        "abby": "abigail",
        "alex": "alexander alexandra",
        "andy": "andrew",
        "becky": "rebecca",
        "ben": "benjamin",
        "beth": "elizabeth",
        "bill": "william",
        "billy": "william",
        "bob": "robert",
        "bobby": "robert",
        "cathy": "catherine",
        "chris": "christopher christine christina",
        "chuck": "charles",
        "dan": "daniel",
        "dave": "david",
        "debbie": "deborah",
        "dick": "richard",
        "ed": "edward edwin",
        "fred": "frederick",
        "greg": "gregory",
        "jeff": "jeffrey",
        "jim": "james",
        "jimmy": "james",
        "joe": "joseph",
        "johnny": "john",
        "kate": "katherine catherine",
        "kathy": "katherine kathleen",
        "ken": "kenneth",
        "larry": "lawrence",
        "liz": "elizabeth",
        "maggie": "margaret",
        "matt": "matthew",
        "meg": "margaret",
        "mike": "michael",
        "misha": "mikhail",
        "nick": "nicholas",
        "pam": "pamela",
        "peggy": "margaret",
        "pete": "peter",
        "phil": "philip",
        "rick": "richard",
        "rob": "robert",
        "ron": "ronald",
        "sam": "samuel samantha",
        "sandy": "alexander sandra",
        "sasha": "alexander alexandra",
        "steve": "stephen steven",
        "sue": "susan",
        "ted": "edward theodore",
        "tim": "timothy",
        "tom": "thomas",
        "tony": "anthony",
        "vicky": "victoria",
        "will": "william",
        "volodya": "vladimir",
    }.items()
}


def is_called(name: str, other: str) -> bool:
    """Whether one first name is usually short for the other: "Jim" and "James"."""
    return other in _SHORT_FOR.get(name, ()) or name in _SHORT_FOR.get(other, ())
