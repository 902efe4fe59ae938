"""The language of a text, where it is clear."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.articles.languages import is_english, language_of, named, primary
from app.db import bundled

SENTENCES = {
    "en": "The council closed the bridge for nine days, the warden said on Tuesday.",
    "de": "Der Rat hat die Brücke für neun Tage gesperrt, sagte die Wärterin am Dienstag.",
    "fr": "Le conseil a fermé le pont pendant neuf jours, a déclaré mardi la gardienne.",
    "es": "El consejo cerró el puente durante nueve días, dijo el martes la guardiana.",
    "it": "Il consiglio ha chiuso il ponte per nove giorni, ha detto martedì la custode.",
    "nl": "De raad heeft de brug negen dagen gesloten, zei de brugwachter dinsdag.",
    "pl": "Rada zamknęła most na dziewięć dni, powiedziała we wtorek strażniczka.",
    "ru": "Совет закрыл мост на девять дней, сообщила во вторник смотрительница.",
    "uk": "Рада закрила міст на дев'ять днів, повідомила у вівторок доглядачка.",
    "tr": "Meclis köprüyü dokuz gün kapattı, köprü bekçisi salı günü söyledi.",
    "ar": "أغلق المجلس الجسر لمدة تسعة أيام، قالت الحارسة يوم الثلاثاء.",
    "zh": "桥梁管理员周二表示，市议会将大桥关闭了九天，居民对此不满。",
    "ja": "橋の管理人は火曜日、市議会が橋を九日間閉鎖したと述べた。",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_enough(code: str) -> None:
    assert language_of(SENTENCES[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "The last tram left the Lutter depot on 31 August.",
        "Port Ellery won Sunday's cup final against Sandmere 2-1.",
        "The opera has overspent its budget.",
    ],
)
def test_short_english_is_known_for_it(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "en"])
def test_scraps_of_other_languages_are_not_taken_for_english(code: str) -> None:
    words = SENTENCES[code].split()
    scraps = [" ".join(words[at : at + count]) for at in range(len(words)) for count in (3, 5, 8)]

    assert "en" not in {language_of(scrap) for scrap in scraps}


@pytest.mark.parametrize(
    "text", ["", "Ok.", "The mill burned.", "12,400 5.3 2025 — 99", "Ines Calder, Pavel Dorn, Ruta Lind"]
)  # fmt: skip
def test_what_is_too_short_or_not_clear_is_not_guessed(text: str) -> None:
    assert language_of(text) is None


def test_every_example_story_is_english() -> None:
    texts = [
        article["text"]
        for file in bundled("seeds").glob("*.json")
        for article in json.loads(file.read_text())["articles"]
    ]

    assert {language_of(text) for text in texts} == {"en"}


def test_threads_agree() -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(language_of, list(SENTENCES.values()) * 20))

    assert found == list(SENTENCES) * 20


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de-AT", "de"), ("DEU", "de"), ("eng", "en"), ("zh-Hant-TW", "zh"), ("yue", "zh"), ("nn", "nn"), ("und", None)],
)  # fmt: skip
def test_a_tag_names_a_language(tag: str, code: str | None) -> None:
    assert primary(tag) == code


@pytest.mark.parametrize("tag", [None, "en", "en-GB", "EN", "eng", "und", "mul"])
def test_what_names_no_other_language_is_read_as_english(tag: str | None) -> None:
    assert is_english(tag)


def test_languages_have_names_for_people() -> None:
    assert [named(tag) for tag in ("de", "pt-BR", "qqq")] == ["German (de)", "Portuguese (pt-BR)", "qqq"]  # fmt: skip
