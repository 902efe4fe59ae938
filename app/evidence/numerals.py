"""Numbers that are printed in words: "twenty-one", "a dozen", "two thirds", "one in five"."""

import re

_SPELT = (
    "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13"
    " fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50"
    " sixty 60 seventy 70 eighty 80 ninety 90"
)
NUMBER_WORDS = {word: int(value) for word, value in re.findall(r"([a-z]+) (\d+)", _SPELT)}
SCALES = {
    "hundred": 1e2,
    "hundreds": 1e2,
    "dozen": 12.0,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fiftieth": 50,
    "hundredth": 100,
}  # fmt: skip
_PARTS = {**ORDINALS, "half": 2, "quarter": 4, "second": 2, "other": 2}


def share(words: str) -> float:
    """The percentage in "half", "two thirds", "every fifth", in lower case."""
    plain = words.replace("\u017f", "s").replace(
        "\u0131", "i"
    )  # patterns that ignore case take them
    count, _, part = f"one {plain}".replace("-", " ").rpartition(" ")
    return 100 * NUMBER_WORDS.get(count.split()[-1], 1) / _PARTS[part.removesuffix("s")]


def ratio(words: str) -> float | None:
    """The percentage in "one in five", "7 out of 10"; None where that is no share: "20 in 10"."""
    part, *_, whole = words.split()
    few, many = (float(word) if word.isdigit() else spelt(word) for word in (part, whole))
    return 100 * few / many if 0 < few < many else None


def spelt(words: str) -> float:
    """What a number in words, in lower case, is worth."""
    total = current = 0.0
    for word in re.split(r"[- ]+", words):
        if word in NUMBER_WORDS:
            current += NUMBER_WORDS[word]
        elif word in SCALES:
            current = max(current, 1.0) * SCALES[word]
            if SCALES[word] >= 1e3:
                total, current = total + current, 0.0
    return total + current
