"""The words in which evidence is described, shared by the rules, the tables and the API."""

from enum import StrEnum
from typing import Self


class Stance(StrEnum):
    """What a passage says about a claim's text."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class ReasonCode(StrEnum):
    """Why a passage was taken to support a claim or to refute it, or why neither.

    The first group speaks for a stance, the second keeps from one. `meaning` says it to people.
    """

    meaning: str

    def __new__(cls, code: str, meaning: str) -> Self:
        """A code with its meaning; its value is the code."""
        reason = str.__new__(cls, code)
        reason._value_ = code
        reason.meaning = meaning
        return reason

    SAME_WORDS = "same_words", "The passage says what the claim says, in nearly the same words."
    CLASSIFIER_SUPPORTS = (
        "classifier_supports",
        "The stance classifier is sure enough that it supports the claim.",
    )
    CLASSIFIER_REFUTES = (
        "classifier_refutes",
        "The stance classifier is sure enough that it refutes the claim.",
    )
    SPEAKER_DENIES = (
        "speaker_denies",
        "Somebody quoted in the passage denies what the claim says, or denies that it is not so.",
    )
    CALLED_UNTRUE = "called_untrue", "The passage calls untrue what the claim says."
    NEGATED = "negated", 'One of the two says "not", "never", "no" where the other does not.'
    OPPOSITE_WORDS = (
        "opposite_words",
        'One says the opposite of the other: "rose" and "fell", "opened" and "closed".',
    )
    FIGURES_DIFFER = (
        "figures_differ",
        "Both give a number, an amount or a quantity of the same thing, and not the same.",
    )
    DATES_DIFFER = "dates_differ", "Both say when, or what came first, and not the same."
    SWAPPED = "swapped", "Who did it to whom is the other way round."

    NAMES_DIFFER = (
        "names_differ",
        "The claim names somebody, some place or some part; the passage names another.",
    )
    OTHER_SUBJECT = (
        "other_subject",
        "Passage and claim begin with different names, or the passage says that somebody else did it.",
    )
    SET_ASIDE = (
        "set_aside",
        'The passage has it only where it does not say that it is so: "rather than", "moved from", "refused to".',
    )
    ROLES_DIFFER = (
        "roles_differ",
        "One speaks of a former, deputy or acting holder of an office, or of somebody's people, the other of the holder or of that somebody.",
    )
    FIGURES_MISSING = (
        "figures_missing",
        "The claim gives a figure that the passage does not bear out.",
    )
    DATES_MISSING = (
        "dates_missing",
        "The claim gives a time that the passage does not give, or not as exactly.",
    )
    HEDGED = (
        "hedged",
        'The passage says it with reserve ("reportedly", "is believed to"), the claim without: a stance weighs less.',
    )
    POSSIBLE = "possible", "The passage says that something may be so; the claim says that it is."
    PLANNED = (
        "planned",
        "The passage tells of a plan, a wish or a forecast; the claim says that it happened.",
    )
    CONDITIONAL = "conditional", "The passage says what holds under a condition, or asks."
    UNCONFIRMED = "unconfirmed", "The passage says that nobody has confirmed or shown it."
    OTHER_TIME = (
        "other_time",
        "The two were published too far apart to be about the same state of things.",
    )
    OTHER_TOPIC = (
        "other_topic",
        "Passage and claim have too little in common to be about the same thing.",
    )
    DISAGREEMENT = "disagreement", "The rules and the stance classifier say opposite things."
    UNSURE = "unsure", "Neither the rules nor the stance classifier are sure enough."
