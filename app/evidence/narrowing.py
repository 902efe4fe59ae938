"""Which one clause of a passage tells of what a claim says, and whether that clause alone tells it."""

import re
from dataclasses import dataclass
from datetime import date

from app.evidence.clauses import whole_clauses
from app.evidence.comparison import is_met, words_shared
from app.evidence.measures import is_borne_out
from app.evidence.propositions import Proposition, read_proposition

_NOW = re.compile(r"\b(?:now|currently|today)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The clause of a passage that has most in common with a claim; the whole where it is one clause.

    `scattered`: the passage has words, figures or times of the claim that this clause lacks. `parallel`: another clause has
    as many of its words; `linked`: a clause starts with a pronoun, which may mean what another names.
    """

    proposition: Proposition
    scattered: bool = False
    parallel: bool = False
    linked: bool = False


def narrowed(whole: Proposition, stated: Proposition, published: date | None) -> Narrowed:
    """The one clause of what a passage says that a claim is to be compared with; a claim of several is with the whole."""
    clauses = [read_proposition(clause, published) for clause in whole_clauses(whole.text)]
    if len(clauses) == 1 or len(whole_clauses(stated.text)) > 1:
        return Narrowed(whole)
    best = max(clauses, key=lambda clause: _in_common(clause, stated))
    words = words_shared(best, stated)
    return Narrowed(
        best,
        scattered=words < words_shared(whole, stated)
        or bool(_told(whole, stated) - _told(best, stated)),
        linked=any(_PRONOUN.match(clause.text) for clause in clauses),
        parallel=sum(words_shared(clause, stated) >= words for clause in clauses) > 1,
    )


def _in_common(clause: Proposition, stated: Proposition) -> tuple[int, int]:
    """How many words the two share, opposites among them, then how much of the claim the clause bears out."""
    return words_shared(clause, stated), len(_told(clause, stated))


def _told(said: Proposition, stated: Proposition) -> set[str | int]:
    """The words, figures and times of a claim that a text has: words by their stem, the others by where they start."""
    found: set[str | int] = {word.stem for word in stated.words if is_met(word, said)}
    found |= {figure.start for figure in stated.figures if is_borne_out(figure, said)}
    found |= {
        moment.start for moment in stated.moments if any(map(moment.is_borne_out_by, said.moments))
    }
    return found | set(map(str.lower, _NOW.findall(stated.text) and _NOW.findall(said.text)))
