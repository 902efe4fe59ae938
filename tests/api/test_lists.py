"""Lists: pages, filters, orders and cursors."""

from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import urlencode
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, update
from sqlmodel import col

from app.db import Database
from app.evidence.models import Evidence
from tests.api.newsroom import DENIED, TOLL_OFFICE, WARDEN, Json, Newsroom, claim_in, pointers_in

Fill = Callable[[Newsroom], str]

LENGTH = 3  # of every list here


def _sources(newsroom: Newsroom) -> str:
    for n in range(LENGTH):
        newsroom.source(name=f"Lantern {n}")
    return "/v1/sources"


def _articles(newsroom: Newsroom) -> str:
    for n in range(LENGTH):
        newsroom.article(f"Story {n}.")
    return "/v1/articles"


def _claims(newsroom: Newsroom) -> str:
    for n in range(LENGTH):
        newsroom.claim(f"The bridge was shut for {n} days.")
    return "/v1/claims"


def _claims_worth_checking(newsroom: Newsroom) -> str:
    for text in ("It was shut.", "It was shut for 9 days.", "It was shut."):
        newsroom.claim(text)
    return "/v1/claims?sort=check_worthiness"


def _oldest_claims(newsroom: Newsroom) -> str:
    return f"{_claims(newsroom)}?sort=oldest"


def _claims_of_article(newsroom: Newsroom) -> str:
    sentences = (f"The council spent {n},000 crowns on planks in 202{n}." for n in range(LENGTH))
    return f"/v1/articles/{newsroom.article(' '.join(sentences))['id']}/claims"


def _evidence(newsroom: Newsroom) -> str:
    claim = newsroom.claim()
    for n in range(LENGTH):
        newsroom.report_of(f"lantern{n}", claim)
    return f"/v1/claims/{claim['id']}/evidence"


def _all_evidence(newsroom: Newsroom) -> str:
    for n in range(LENGTH):
        newsroom.report_of("lantern", newsroom.claim(f"The bridge was shut for {n} days."))
    return "/v1/evidence"


def _evidence_worth_checking(newsroom: Newsroom) -> str:
    claim, other = newsroom.claim("It was shut."), newsroom.claim("It was shut for 9 days.")
    newsroom.report_of("lantern", other)
    for outlet in ("beacon", "watch"):
        newsroom.report_of(outlet, claim)
    return "/v1/evidence?sort=check_worthiness&state=accepted"


def _verdicts(newsroom: Newsroom) -> str:
    claim = newsroom.claim()
    for n in range(LENGTH - 1):
        newsroom.report_of(f"lantern{n}", claim)
    return f"/v1/claims/{claim['id']}/verdicts"


FILLS = [
    _sources,
    _articles,
    _claims,
    _claims_worth_checking,
    _oldest_claims,
    _claims_of_article,
    _evidence,
    _all_evidence,
    _evidence_worth_checking,
    _verdicts,
]
every_list = pytest.mark.parametrize("fill", FILLS)


def _with(path: str, **parameters: str | int) -> str:
    """The address of a list with more parameters."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode(parameters)}"


def _pages(newsroom: Newsroom, path: str, limit: int) -> Iterator[Json]:
    page = newsroom.read(_with(path, limit=limit))
    yield page
    while page["next_cursor"] is not None:
        page = newsroom.read(_with(path, limit=limit, cursor=page["next_cursor"]))
        yield page


@every_list
def test_a_list_ends_where_there_is_nothing_more(newsroom: Newsroom, fill: Fill) -> None:
    path = fill(newsroom)

    page = newsroom.read(path)

    assert (len(page["items"]), page["next_cursor"]) == (LENGTH, None)


@every_list
@pytest.mark.parametrize("limit", [1, 2])
def test_the_pages_of_a_list_are_the_list(newsroom: Newsroom, fill: Fill, limit: int) -> None:
    path = fill(newsroom)

    pages = list(_pages(newsroom, path, limit))

    assert [item for page in pages for item in page["items"]] == newsroom.read(path)["items"]
    assert len(pages) == -(-LENGTH // limit)


@every_list
def test_a_page_that_just_fits_is_the_last(newsroom: Newsroom, fill: Fill) -> None:
    pages = list(_pages(newsroom, fill(newsroom), LENGTH))

    assert [len(page["items"]) for page in pages] == [LENGTH]


@every_list
def test_a_cursor_of_another_list_is_refused(
    client: TestClient, newsroom: Newsroom, fill: Fill
) -> None:
    path = fill(newsroom)
    cursor = newsroom.read(_with(path, limit=2))["next_cursor"]
    other = "/v1/sources" if path != "/v1/sources" else "/v1/articles"

    answer = client.get(other, params={"cursor": cursor})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"query/cursor"}


@pytest.mark.parametrize("other", [{"q": "bridge"}, {"sort": "oldest"}, {"verdict": "supported"}])
def test_a_cursor_of_other_filters_or_another_order_is_refused(
    client: TestClient, newsroom: Newsroom, other: dict[str, str]
) -> None:
    cursor = newsroom.read(_claims(newsroom), limit=2)["next_cursor"]

    answer = client.get("/v1/claims", params={**other, "cursor": cursor})

    assert answer.status_code == 422
    assert pointers_in(answer) == {"query/cursor"}


def test_the_size_of_a_page_may_change_on_the_way(newsroom: Newsroom) -> None:
    path = _claims(newsroom)
    first = newsroom.read(path, limit=1)

    rest = newsroom.read(path, limit=200, cursor=first["next_cursor"])

    assert first["items"] + rest["items"] == newsroom.items(path)


@pytest.mark.parametrize(
    "fill",
    [_articles, _claims, _evidence, _all_evidence, _verdicts, _sources],
)
def test_what_is_stored_meanwhile_shifts_no_page(newsroom: Newsroom, fill: Fill) -> None:
    path = fill(newsroom)
    whole = newsroom.items(path)
    first = newsroom.read(path, limit=2)

    newsroom.article("Meanwhile.", source="The Watch")
    claim = newsroom.claim("Meanwhile the bridge was shut for 99 days in 2024.")
    if "evidence" in path:
        newsroom.report_of("crier", claim)
    if "claims/" in path:
        newsroom.report_of("watch", {"id": path.split("/")[3]})
    rest = newsroom.items(path, limit=200, cursor=first["next_cursor"])

    assert [item["id"] for item in first["items"] + rest][:LENGTH] == [item["id"] for item in whole]


def test_a_list_goes_on_where_it_was_though_its_last_item_is_deleted(newsroom: Newsroom) -> None:
    path = _claims(newsroom)
    whole = newsroom.items(path)
    first = newsroom.read(path, limit=2)

    newsroom.delete(f"/v1/claims/{first['items'][-1]['id']}")

    assert newsroom.items(path, cursor=first["next_cursor"]) == whole[2:]


def test_a_page_has_fifty_items_unless_more_are_asked_for(newsroom: Newsroom) -> None:
    for n in range(51):
        newsroom.source(name=f"Lantern {n}")

    assert len(newsroom.items("/v1/sources")) == 50
    assert len(newsroom.items("/v1/sources", limit=200)) == 51


def test_an_empty_list_is_a_list(newsroom: Newsroom) -> None:
    for path in ("/v1/sources", "/v1/articles", "/v1/claims", "/v1/evidence"):
        assert newsroom.read(path) == {"items": [], "next_cursor": None}


def test_the_claims_of_an_article_are_listed_in_reading_order(newsroom: Newsroom) -> None:
    article = newsroom.article()

    assert newsroom.items(f"/v1/articles/{article['id']}/claims") == article["claims"]


def test_articles_are_listed_newest_first_without_their_texts(newsroom: Newsroom) -> None:
    articles = [newsroom.article(f"Story {n}.", title=f"Title {n}") for n in range(3)]

    listed = newsroom.items("/v1/articles")

    bare = [{k: v for k, v in each.items() if k not in {"text", "claims"}} for each in articles]
    assert listed == bare[::-1]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("planks", ["Planks", "Repairs"]),
        ("PLANKS", ["Planks", "Repairs"]),
        ("new planks", ["Repairs"]),
        ("planks, new!", ["Repairs"]),
        ("plank", []),
        ("mühle", ["Mühle"]),
        ("MU\u0308HLE", ["Mühle"]),
        ("цена", ["Цена"]),
        ("3", ["Planks"]),
        ("a_b", ["Repairs"]),
        ("%", None),
        ("planks nowhere", []),
    ],
)
def test_articles_are_found_by_whole_words_of_text_and_title(
    client: TestClient, newsroom: Newsroom, q: str, titles: list[str] | None
) -> None:
    newsroom.article("Die Mühle steht.", title="Mühle")
    newsroom.article("Цена выросла.", title="Цена")
    newsroom.article("The council bought new planks (a_b).", title="Repairs")
    newsroom.article("It bought 3.", title="Planks")

    answer = client.get("/v1/articles", params={"q": q})

    if titles is None:
        assert answer.status_code == 422
    else:
        assert [article["title"] for article in answer.json()["items"]] == titles


@pytest.mark.parametrize(
    "named", ["lantern.example", "www.LANTERN.example", "orrin  lantern", "by its id"]
)
def test_articles_are_found_by_source(newsroom: Newsroom, named: str) -> None:
    source = newsroom.source(name="Orrin Lantern", domain="lantern.example")
    wanted = newsroom.article("One.", source="lantern.example")
    newsroom.article("Two.", source="Orrin Beacon")

    found = newsroom.items("/v1/articles", source=source["id"] if named == "by its id" else named)

    assert [article["id"] for article in found] == [wanted["id"]]


@pytest.mark.parametrize(
    ("bounds", "days"),
    [
        ({"published_after": "2026-03-01T12:00:00Z"}, [3, 2]),
        ({"published_before": "2026-03-02T12:00:00Z"}, [1]),
        ({"published_after": "2026-03-01T12:00:00Z", "published_before": "2026-03-02T13:00:00Z"}, [2]),
        ({"published_after": "2026-03-02T12:00:00Z"}, [3]),
        ({"published_after": "2026-03-02T13:00:00+01:00"}, [3]),
        ({"published_after": "2026-03-03T12:00:00Z"}, []),
    ],
)  # fmt: skip
def test_articles_are_found_between_dates_that_do_not_count_themselves(
    newsroom: Newsroom, bounds: dict[str, str], days: list[int]
) -> None:
    newsroom.article("Undated.")
    for day in (1, 2, 3):
        newsroom.article(f"Day {day}.", title=f"{day}", published_at=f"2026-03-0{day}T12:00:00Z")

    found = newsroom.items("/v1/articles", **bounds)

    assert [int(article["title"]) for article in found] == days


def test_filters_of_a_list_hold_on_every_page(newsroom: Newsroom) -> None:
    for n in range(4):
        newsroom.claim(f"The bridge was shut {n} times.")
        newsroom.claim(f"The mill stood {n} times.")

    pages = list(_pages(newsroom, "/v1/claims?q=bridge", 3))

    assert [len(page["items"]) for page in pages] == [3, 1]
    assert all("bridge" in item["text"] for page in pages for item in page["items"])


@pytest.mark.parametrize("sort", [{}, {"sort": "newest"}])
def test_claims_are_listed_newest_first(newsroom: Newsroom, sort: dict[str, str]) -> None:
    ids = [newsroom.claim(f"Claim {n}.")["id"] for n in range(3)]

    assert [claim["id"] for claim in newsroom.items("/v1/claims", **sort)] == ids[::-1]


def test_claims_are_listed_oldest_first_on_demand(newsroom: Newsroom) -> None:
    ids = [newsroom.claim(f"Claim {n}.")["id"] for n in range(3)]

    assert [claim["id"] for claim in newsroom.items("/v1/claims", sort="oldest")] == ids


def test_claims_are_listed_by_how_much_they_are_worth_checking_on_demand(
    newsroom: Newsroom,
) -> None:
    _claims_worth_checking(newsroom)

    worth = [
        claim["check_worthiness"] for claim in newsroom.items("/v1/claims", sort="check_worthiness")
    ]

    assert worth == sorted(worth, reverse=True)
    assert len(set(worth)) > 1


def test_a_listed_claim_is_the_claim_without_its_verdict_in_full(newsroom: Newsroom) -> None:
    claim = newsroom.claim()

    claim.pop("verdict_summary")
    assert newsroom.items("/v1/claims") == [claim]


def test_words_leave_the_order_alone(newsroom: Newsroom) -> None:
    often = newsroom.claim("Bridge, bridge, bridge.")
    once = newsroom.claim("It is about the bridge.")

    found = newsroom.items("/v1/claims", q="bridge")

    assert [claim["id"] for claim in found] == [once["id"], often["id"]]


def test_claims_are_found_by_article(newsroom: Newsroom) -> None:
    article = newsroom.article()
    newsroom.claim()

    found = newsroom.items("/v1/claims", article=article["id"], sort="oldest")

    assert found == article["claims"]


@pytest.mark.parametrize(
    ("claimant", "texts"),
    [("dorn", {TOLL_OFFICE}), ("Ruta Lind", {DENIED}), ("Lind Dorn", set()), ("Do", set())],
)
def test_claims_are_found_by_words_of_the_claimant(
    newsroom: Newsroom, claimant: str, texts: set[str]
) -> None:
    newsroom.article()

    found = newsroom.items("/v1/claims", claimant=claimant)

    assert {claim["text"] for claim in found} == texts


@pytest.mark.parametrize("label", ["supported", "refuted", "not_enough_evidence"])
def test_claims_are_found_by_their_current_verdict(newsroom: Newsroom, label: str) -> None:
    claims = {
        "supported": newsroom.claim("The bridge was shut."),
        "refuted": newsroom.claim("The bridge was open."),
        "not_enough_evidence": newsroom.claim("The bridge was built."),
    }
    for outlet in ("lantern", "beacon"):
        newsroom.report_of(outlet, claims["supported"])
        newsroom.report_of(outlet, claims["refuted"], "refutes")

    found = newsroom.items("/v1/claims", verdict=label)

    assert [claim["id"] for claim in found] == [claims[label]["id"]]
    assert found[0]["verdict"] == label


def test_claims_are_found_that_are_worth_checking_at_least_so_much(newsroom: Newsroom) -> None:
    _claims_worth_checking(newsroom)
    worth = sorted(claim["check_worthiness"] for claim in newsroom.items("/v1/claims"))

    found = newsroom.items("/v1/claims", min_check_worthiness=worth[-2])

    assert sorted(claim["check_worthiness"] for claim in found) == [
        each for each in worth if each >= worth[-2]
    ]


def test_claims_are_found_that_were_stored_after_a_time(newsroom: Newsroom) -> None:
    first, second = newsroom.claim(), newsroom.claim()

    found = newsroom.items("/v1/claims", created_after=first["created_at"])

    assert [claim["id"] for claim in found] == [second["id"]]


def test_all_filters_must_hold(newsroom: Newsroom) -> None:
    article = newsroom.article()

    found = newsroom.items(
        "/v1/claims",
        article=article["id"],
        q="bridge",
        claimant="Calder",
        verdict="not_enough_evidence",
        created_after="2000-01-01T00:00:00Z",
    )

    assert found == [claim_in(article, WARDEN)]


def test_evidence_is_listed_best_first(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    newsroom.source(name="Strong", domain="strong.example", reliability=0.9)
    expected = ["accepted strong", "accepted", "accepted later", "suggested strong", "suggested", "rejected"]  # fmt: skip
    outlet = {name: "strong" if "strong" in name else "weak" for name in expected}
    links = {
        name: newsroom.report_of(outlet[name], claim, note=name, url=f"https://{outlet[name]}.example/{n}")
        for n, name in enumerate(["rejected", "suggested", "suggested strong", "accepted", "accepted later", "accepted strong"])
    }  # fmt: skip
    for name, link in links.items():
        newsroom.change(f"/v1/evidence/{link['id']}", state=name.split()[0])

    listed = [link["note"] for link in newsroom.items(f"/v1/claims/{claim['id']}/evidence")]

    assert listed == expected


@pytest.mark.parametrize(
    ("filters", "outlets"),
    [
        ({}, {"lantern", "beacon", "watch"}),
        ({"stance": "refutes"}, {"beacon"}),
        ({"stance": "neutral"}, {"watch"}),
        ({"state": "accepted"}, {"lantern", "watch"}),
        ({"state": "suggested"}, {"beacon"}),
        ({"state": "withdrawn"}, {"crier"}),
        ({"state": "rejected"}, set()),
        ({"state": "accepted", "stance": "supports"}, {"lantern"}),
    ],
)
def test_evidence_is_found_by_stance_and_state(
    newsroom: Newsroom, filters: dict[str, str], outlets: set[str]
) -> None:
    claim = newsroom.claim()
    newsroom.report_of("lantern", claim)
    suggested = newsroom.report_of("beacon", claim, "refutes")
    newsroom.report_of("watch", claim, "neutral")
    withdrawn = newsroom.report_of("crier", claim)
    newsroom.change(f"/v1/evidence/{suggested['id']}", state="suggested")
    newsroom.delete(f"/v1/evidence/{withdrawn['id']}")

    found = newsroom.items(f"/v1/claims/{claim['id']}/evidence", **filters)

    assert {link["source"]["name"].removesuffix(".example") for link in found} == outlets


def test_listed_evidence_is_the_evidence_without_its_history(newsroom: Newsroom) -> None:
    claim = newsroom.claim()
    link = newsroom.report_of("lantern", claim)

    link.pop("changes")
    assert newsroom.items(f"/v1/claims/{claim['id']}/evidence") == [link]


in_either_order = pytest.mark.parametrize("sort", [{}, {"sort": "check_worthiness"}])


def test_all_evidence_is_listed_newest_first_with_its_claim(newsroom: Newsroom) -> None:
    article = newsroom.article()
    claims = [claim_in(article, WARDEN), newsroom.claim()]
    links = [newsroom.report_of("lantern", claim) for claim in claims]

    listed = newsroom.items("/v1/evidence")

    shown = (
        "id article_id text start end kind claimant cue context polarity hedged check_worthiness"
    )
    for link, claim in zip(links, claims, strict=True):
        link.pop("changes")
        link["claim"] = {field: claim[field] for field in shown.split()}
    assert listed == links[::-1]


def test_all_evidence_is_listed_claim_by_claim_the_most_probable_first_on_demand(
    newsroom: Newsroom, database: Database
) -> None:
    plain, worth = newsroom.claim("It was shut."), newsroom.claim("It was shut for 9 days.")
    probable = {
        newsroom.report_of(f"outlet{n}", claim)["id"]: p
        for n, (claim, p) in enumerate([(worth, 0.8), (plain, 0.9), (worth, 0.95), (plain, 0.85)])
    }
    _judge(database, probable)

    listed = newsroom.items("/v1/evidence", sort="check_worthiness")

    assert [(link["claim_id"], link["p"]) for link in listed] == [
        (worth["id"], 0.95),
        (worth["id"], 0.8),
        (plain["id"], 0.9),
        (plain["id"], 0.85),
    ]


def _judge(database: Database, probable: dict[str, float]) -> None:
    """Say of evidence how probable it is, as a machine does."""
    with database.writing() as session:
        for identity, p in probable.items():
            session.execute(update(Evidence).where(col(Evidence.id) == UUID(identity)).values(p=p))


@in_either_order
@pytest.mark.parametrize(
    ("filters", "outlets"),
    [
        ({}, ["beacon", "lantern", "watch"]),
        ({"state": "suggested"}, ["beacon", "lantern"]),
        ({"state": "accepted"}, ["watch"]),
        ({"state": "withdrawn"}, ["crier"]),
        ({"state": "rejected"}, []),
        ({"stance": "refutes"}, ["beacon"]),
        ({"source": "www.Lantern.example"}, ["lantern"]),
        ({"source": "Nobody"}, []),
        ({"state": "suggested", "stance": "supports"}, ["lantern"]),
    ],
)
def test_all_evidence_is_found_by_stance_state_and_source(
    newsroom: Newsroom, sort: dict[str, str], filters: dict[str, str], outlets: list[str]
) -> None:
    claim, other = newsroom.claim(), newsroom.claim("The mill stood.")
    links = {
        "lantern": newsroom.report_of("lantern", claim),
        "beacon": newsroom.report_of("beacon", claim, "refutes"),
        "watch": newsroom.report_of("watch", other),
        "crier": newsroom.report_of("crier", other),
    }
    for outlet in ("lantern", "beacon"):
        newsroom.change(f"/v1/evidence/{links[outlet]['id']}", state="suggested")
    newsroom.delete(f"/v1/evidence/{links['crier']['id']}")

    found = newsroom.items("/v1/evidence", **sort, **filters)

    assert sorted(link["source"]["domain"].split(".")[0] for link in found) == outlets


@pytest.mark.parametrize("path", ["/v1/evidence", "/v1/claims/{}/evidence"])
def test_evidence_is_found_by_the_source_of_its_article(newsroom: Newsroom, path: str) -> None:
    claim = newsroom.claim()
    article = newsroom.article("Nobody crossed the bridge.", source="Orrin Lantern")
    link = newsroom.link(claim, article_id=article["id"], quote="Nobody crossed the bridge.")
    newsroom.report_of("beacon", claim)

    found = [
        newsroom.items(path.format(claim["id"]), source=source)
        for source in ("orrin lantern", article["source"]["id"])
    ]

    assert [[each["id"] for each in items] for items in found] == [[link["id"]]] * 2


@in_either_order
def test_a_queue_is_read_to_its_end_while_it_is_worked_off_and_more_comes(
    newsroom: Newsroom, sort: dict[str, str]
) -> None:
    for n in range(3):
        _suggest(newsroom, f"The bridge was shut for {n} days.", "lantern", "beacon")
    waiting = [link["id"] for link in newsroom.items("/v1/evidence", state="suggested")]

    seen: list[str] = []
    for page in islice(_pages(newsroom, _with("/v1/evidence?state=suggested", **sort), 2), 9):
        for link in page["items"]:
            newsroom.change(f"/v1/evidence/{link['id']}", state="accepted")
        _suggest(newsroom, "Nobody came." if seen else "The bridge carried 9 carts.", "crier")
        seen += [link["id"] for link in page["items"]]

    assert set(waiting) <= set(seen)
    assert len(set(seen)) == len(seen)


def _suggest(newsroom: Newsroom, text: str, *outlets: str) -> None:
    """A claim with evidence that nobody has reviewed."""
    claim = newsroom.claim(text)
    for outlet in outlets:
        link = newsroom.report_of(outlet, claim)
        newsroom.change(f"/v1/evidence/{link['id']}", state="suggested")


@in_either_order
def test_a_page_of_all_evidence_is_one_statement(
    newsroom: Newsroom, database: Database, sort: dict[str, str]
) -> None:
    for n in range(3):
        newsroom.report_of("lantern", newsroom.claim(f"The bridge was shut for {n} days."))
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        items = newsroom.items("/v1/evidence", **sort)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)

    selects = [statement for statement in asked if statement.lstrip().startswith("SELECT")]
    assert (len(items), len(selects)) == (3, 1)
