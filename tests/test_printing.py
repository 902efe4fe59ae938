"""A claim as `factcheck show` prints it, in a pipe and on a terminal."""

from uuid import UUID, uuid4

import pytest
from typer.testing import CliRunner, Result

from app import factcheck
from app.articles.models import ArticleCreate
from app.claims.models import ClaimantCreate, ClaimCreate
from app.cli import cli
from app.db import Database
from app.evidence.models import Stance
from app.evidence.passage_models import ArticlePassage, OutsidePassage
from tests.checkers import BY_RULES


def _show(database: Database, claim_id: object, **environment: str) -> Result:
    url = database.engine.url.render_as_string(hide_password=False)
    runner = CliRunner(env={"FACTCHECK_DATABASE_URL": url, **environment})
    return runner.invoke(cli, ["show", str(claim_id)])


def _denied_claim(database: Database) -> UUID:
    """A denial in one article, with a passage of another for it and something from outside against it."""
    denial = ArticleCreate(
        text="Kremlin spokesman Dmitry Peskov denied that a second mobilization was being prepared.",
        title="Nothing planned",
        url="https://courier.example/denial",
        source="Courier",
    )
    report = ArticleCreate(
        text="Letters went out to\nreservists in two regions, Verstka reported.", source="Ledger"
    )
    [claim] = factcheck.ingest_article(database, BY_RULES, denial).article.claims
    article_id = factcheck.ingest_article(database, BY_RULES, report).article.id
    supports = ArticlePassage(
        stance=Stance.SUPPORTS, article_id=article_id, quote="Letters went out to reservists"
    )
    refutes = OutsidePassage(
        stance=Stance.REFUTES,
        url="https://office.example/n",
        quote="No letters were sent.",
        source="Draft Office",
    )
    factcheck.link_evidence(database, claim.id, supports)
    factcheck.link_evidence(database, claim.id, refutes)
    return claim.id


def test_show_tells_a_claim_its_verdict_and_its_evidence_by_side(database: Database) -> None:
    result = _show(database, _denied_claim(database))

    facts = [line for line in result.stdout.splitlines() if "\t" not in line]
    assert result.exit_code == 0
    assert facts[:5] == [
        "Claim       a second mobilization was being prepared",
        "Place       characters 44 to 84 of “Nothing planned”, Courier, https://courier.example/denial",
        "Claimant    Dmitry Peskov, Kremlin spokesman",
        "Polarity    denies: the text of the claim is what is denied",
        "Verdict     conflicting_evidence (confidence 0.75)",
    ]
    assert [line[:12].rstrip() for line in facts[5:]] == [
        "Summary",
        "Caveat",
        "Caveat",
        "Would flip",
    ]
    assert [line.split("\t") for line in result.stdout.splitlines() if "\t" in line] == [
        ["for", "Verstka", "Ledger", "Letters went out to reservists", "accepted"],
        ["against", "Draft Office", "Draft Office", "No letters were sent.", "accepted"],
    ]


def test_show_draws_a_table_in_colour_on_a_terminal(database: Database) -> None:
    result = _show(database, _denied_claim(database), FORCE_COLOR="1", COLUMNS="150", TERM="xterm")

    assert "\x1b[33mconflicting_evidence (confidence 0.75)" in result.stdout
    assert "┃" in result.stdout


def test_show_keeps_control_characters_away_from_the_terminal(database: Database) -> None:
    draft = ClaimCreate(text="The \x1b[31mport closed\x1b]0;owned\x07 in May.")

    result = _show(database, factcheck.submit_claim(database, BY_RULES, draft).id)

    assert "\x1b" not in result.stdout
    assert "The \ufffd[31mport closed" in result.stdout


def test_show_tells_a_claim_that_stands_in_no_article(database: Database) -> None:
    named = ClaimCreate(text="The port closed.", claimant=ClaimantCreate(name="Ada Brook"))
    unnamed = ClaimCreate(text="The port is open.")

    results = [
        _show(database, factcheck.submit_claim(database, BY_RULES, draft).id).stdout.splitlines()
        for draft in (named, unnamed)
    ]

    assert results[0][1:3] == [
        "Place       in no article; it was submitted by itself",
        "Claimant    Ada Brook",
    ]
    assert results[1][2] == "Claimant    nobody is named"


def test_show_tells_a_statement_of_an_article_without_title(database: Database) -> None:
    draft = ArticleCreate(text="The port of Saltmere handled 41,000 containers in May.")
    article = factcheck.ingest_article(database, BY_RULES, draft).article

    lines = _show(database, article.claims[0].id).stdout.splitlines()

    assert lines[1] == f"Place       characters 0 to 54 of article {article.id}, unknown"
    assert lines[2] == "Claimant    the article's own voice"


def test_show_says_where_to_find_more_evidence_than_it_shows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.cli.SHOWN_EVIDENCE", 1)
    claim_id = _denied_claim(database)

    result = _show(database, claim_id)

    assert result.stderr == f"There is more evidence: GET /v1/claims/{claim_id}/evidence\n"


def test_show_says_that_there_is_no_such_claim(database: Database) -> None:
    claim_id = uuid4()

    unknown, no_id = _show(database, claim_id), _show(database, "first")

    assert (unknown.exit_code, no_id.exit_code) == (1, 1)
    assert unknown.stderr == f"There is no claim with the id {claim_id}.\n"
    assert no_id.stderr == "'first' is no id of a claim; it looks like a UUID.\n"
