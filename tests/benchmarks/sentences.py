"""Sentences as in news, generated: any number of them, all different, the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_FIRST = ["Ada", "Bram", "Cela", "Doru", "Edda", "Finn", "Gale", "Hana", "Ivo", "Jora", "Kesh", "Lena", "Milo", "Nera", "Odo", "Pia", "Quin", "Ruta", "Sven", "Tova", "Ulla", "Vito", "Wanda", "Yara", "Zeno"]  # fmt: skip
_ONSETS = [
    "b",
    "br",
    "c",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "oa", "ou"]
_CODAS = ["l", "ll", "m", "n", "nd", "r", "rd", "rn", "s", "sk", "t", "th", "x", "ck", "lm", "mp"]
_ENDS = [
    "mere",
    "ton",
    "ford",
    "wick",
    "ham",
    "burg",
    "stad",
    "port",
    "field",
    "moor",
    "by",
    "dale",
    "haven",
    "gate",
]
_ROLES = ["mayor", "harbour master", "health minister", "union leader", "economist", "spokeswoman", "police chief", "professor", "bishop", "striker", "head teacher", "mill owner", "finance minister", "nurse", "prosecutor", "engineer"]  # fmt: skip
_BODIES = ["city council", "coast guard", "central bank", "health office", "police", "supreme court", "rail company", "water board", "teachers' union", "football club", "weather service", "statistics office", "parliament", "army", "fire brigade", "university", "film board", "grain exchange"]  # fmt: skip
_GOODS = ["containers", "tons of rye", "vaccine doses", "barrels of oil", "new flats", "train tickets", "cars", "litres of milk", "tons of steel", "solar panels", "books", "visas", "fishing permits", "face masks", "laptops", "cattle"]  # fmt: skip
_WORKS = ["bridge", "hospital", "tram line", "reservoir", "power station", "stadium", "library", "ferry terminal", "school", "prison", "airport", "museum", "dam", "market hall", "sewage plant", "lighthouse"]  # fmt: skip
_ILLS = ["measles", "cholera", "a stomach virus", "influenza", "lead poisoning", "whooping cough", "heat stroke", "food poisoning"]  # fmt: skip
_EVENTS = ["the flood", "the strike", "the election", "the storm", "the harvest", "the power cut", "the fire", "the cup final", "the drought", "the siege", "the summit", "the holiday weekend"]  # fmt: skip
_TIMES = ["in January", "last week", "since March", "on Tuesday", "over ten years", "before the war", "at the weekend", "in the third quarter", "overnight", "by the end of June", "in 2019", "this summer"]  # fmt: skip
_TEMPLATES = (
    "The {body} of {place} {sold} {n} {goods} {time}.",
    "{person}, the {role} of {place}, said the {work} would cost {n} million crowns.",
    "At least {n} people in {place} fell ill with {ill} {time}.",
    "The {work} in {place} was closed {time} because of cracks found by the {body}.",
    "According to {person}, {event} in {place} left {n} families without heating.",
    "{place} elected {person} as {role} with {p} percent of the vote {time}.",
    "Unemployment in {place} fell to {p} percent {time}, the {body} reported.",
    "{person} was sentenced to {y} years in prison for selling {goods} that never existed.",
    "The {body} denied that {goods} had been stored beneath the {work} in {place}.",
    "Rain after {event} raised the river at {place} by {y} metres {time}.",
    "{person} scored {y} goals as {place} beat {other} {time}.",
    "Scientists from {place} found a new species of beetle near the {work} of {other}.",
    "Prices of bread rose by {p} percent in {place} after {event}.",
    "The {body} will build a {work} between {place} and {other} for {n} commuters.",
    "{person} resigned as {role} {time} over payments from the {body}.",
    "Nobody was hurt when a ferry with {n} passengers ran aground off {place} {time}.",
    "Trains from {place} to {other} will run every {y} minutes, {person} promised.",
    "A court in {place} ruled {time} that the {body} must return {n} hectares of forest.",
    "{person} told reporters that {event} had been planned by men from {other}.",
    "The {role} of {place} accused the {body} of hiding {n} cases of {ill}.",
    "Exports of {goods} from {place} doubled {time}, while imports stood still.",
    "The film by {person} about {event} won {y} prizes in {place}.",
    "Bees are dying around {place}; {person} blames the spraying of orchards {time}.",
    "Soldiers left {place} {time} after the {body} and {other} signed a ceasefire.",
    "The {work} of {place} has been without a director since {person} left {time}.",
    "Every {y}th child in {place} cannot swim, a survey by the {body} shows.",
    "{person} bought the old {work} in {place} for {n} crowns and wants to brew beer there.",
    "The temperature in {place} reached {y} degrees {time}, the highest ever measured.",
)  # fmt: skip


def sentences(count: int, seed: int) -> list[str]:
    """So many different sentences, in an order that only depends on the seed."""
    chance = random.Random(seed)
    names = _Names(chance)
    found: dict[str, None] = {}
    while len(found) < count:
        found[names.sentence()] = None
    return list(found)


class _Names:
    """People and places of an invented country, and sentences about them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._places = [self._name() + chance.choice(_ENDS) for _ in range(1500)]
        self._people = [f"{chance.choice(_FIRST)} {self._name()}" for _ in range(4000)]

    def sentence(self) -> str:
        """One sentence."""
        pick = self._chance.choice
        return pick(_TEMPLATES).format(
            body=pick(_BODIES), place=self._often(self._places), person=self._often(self._people),
            other=self._often(self._places), role=pick(_ROLES), work=pick(_WORKS), ill=pick(_ILLS),
            goods=pick(_GOODS), event=pick(_EVENTS), time=pick(_TIMES),
            sold=pick(("sold", "ordered", "lost", "received", "seized", "shipped")),
            n=f"{self._chance.randrange(20, 90_000):,}", p=f"{self._chance.uniform(1, 80):.1f}",
            y=self._chance.randrange(2, 60),
        )  # fmt: skip

    def _name(self) -> str:
        syllables = range(self._chance.randrange(1, 3))
        return "".join(self._syllable() for _ in syllables).capitalize()

    def _syllable(self) -> str:
        return "".join(self._chance.choice(part) for part in (_ONSETS, _VOWELS, _CODAS))

    def _often(self, names: list[str]) -> str:
        """A name; as in news, a few of them again and again and most hardly ever."""
        place = int(30 * (self._chance.paretovariate(0.6) - 1))
        return names[place] if place < len(names) else self._chance.choice(names)


def in_batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """The items in parts of at most `size`."""
    return (items[start : start + size] for start in range(0, len(items), size))
