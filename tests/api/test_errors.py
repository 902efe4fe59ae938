from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.api.errors import install_error_handlers
from app.errors import Unfetchable


def test_a_page_that_another_server_does_not_give_is_a_bad_gateway() -> None:
    app = FastAPI()
    install_error_handlers(app)

    @app.get("/")
    def fail() -> None:
        raise Unfetchable("http://harbour-post.example/a", "its server takes no connection")

    answer = TestClient(app).get("/")

    assert answer.status_code == 502
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == (
        "http://harbour-post.example/a could not be fetched: its server takes no connection."
        " Send the text itself in `text`, and the address in `url` with it."
    )
