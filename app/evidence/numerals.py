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
SHARES = {
    "half": 50.0,
    "every second": 50.0,
    "every other": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "two thirds": 200 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "three quarters": 75.0,
    "a fifth": 20.0,
    "one fifth": 20.0,
    "a tenth": 10.0,
    "one tenth": 10.0,
}


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
