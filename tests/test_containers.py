"""What whoever runs the containers relies on."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "factcheck")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what they say, continued lines joined."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    parts = [line.partition(" ") for line in lines if line.strip()]
    return [(word, rest.strip()) for word, _, rest in parts]


def last_stage() -> list[tuple[str, str]]:
    starts = [at for at, (word, _) in enumerate(steps()) if word == "FROM"]
    return steps()[starts[-1] :]


def test_the_service_starts_only_once_the_database_is_ready_and_migrated() -> None:
    assert SERVICES["factcheck"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert SERVICES["migrate"]["command"] == ["factcheck", "migrate"]
    assert "pg_isready" in SERVICES["postgres"]["healthcheck"]["test"][-1]


def test_there_is_no_password_unless_somebody_gives_one() -> None:
    given = [
        SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"],
        *(SERVICES[name]["environment"]["PGPASSWORD"] for name in OURS),
    ]

    assert all(value.startswith("${POSTGRES_PASSWORD:?") for value in given)


def test_only_this_machine_reaches_the_service_and_nobody_the_database() -> None:
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}

    assert ports == {"postgres": [], "migrate": [], "factcheck": ["127.0.0.1:8000:8000"]}


@pytest.mark.parametrize("name", OURS)
def test_the_service_may_do_no_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged", False)


def test_what_is_stored_outlives_the_containers() -> None:
    [volume] = SERVICES["postgres"]["volumes"]

    assert volume.split(":")[0] in COMPOSE["volumes"]


def test_the_image_does_not_run_as_root() -> None:
    [user] = [said for word, said in last_stage() if word == "USER"]

    assert int(user) > 0


@pytest.mark.parametrize("settings", [{}, {"FACTCHECK_PORT": "8123"}])
def test_the_image_says_whether_it_can_serve(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]
) -> None:
    [check] = [said for word, said in last_stage() if word == "HEALTHCHECK"]
    program = json.loads(check.partition(" CMD ")[2])[2]
    asked: list[str] = []
    monkeypatch.delenv("FACTCHECK_PORT", raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(urllib.request, "urlopen", lambda url, **_: asked.append(url))

    exec(program, {})  # noqa: S102 - it is ours

    assert asked == [f"http://127.0.0.1:{settings.get('FACTCHECK_PORT', 8000)}/readyz"]


def test_images_are_named_by_their_exact_version() -> None:
    bases = {said.split()[0] for word, said in steps() if word == "FROM"}
    images = [*bases, SERVICES["postgres"]["image"]]

    assert all(image.partition(":")[2].count(".") == 2 for image in images)


def test_everything_that_the_image_is_built_from_is_let_in() -> None:
    let_in = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    copied = {
        part
        for word, said in steps()
        if word == "COPY" and not said.startswith("--from")
        for part in said.split()[:-1]
    }

    assert copied == let_in
