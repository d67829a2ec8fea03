"""Who visits: a viewer who logged in, a reviewer who did, and those whom nothing proves."""

import json
import re
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from playwright.sync_api import Page, expect

from claims import Desk

Serve = Callable[..., str]
KEY = RSAKey.generate_key(2048, {"kid": "k"})
CLIENT = "claimdesk"


class Provider(BaseHTTPRequestHandler):
    """An OpenID provider that takes everybody for the user of the moment."""

    user = "ben"

    def do_GET(self) -> None:
        """Tell where everything is, the key, or send the browser back with a code."""
        asked = {name: one[0] for name, one in parse_qs(urlparse(self.path).query).items()}
        if self.path.startswith("/authorize"):
            self.send_response(302)
            code = f"{self.user}.{asked['nonce']}"
            there = f"{asked['redirect_uri']}?code={code}&state={asked['state']}"
            self.send_header("Location", there)
            self.end_headers()
        elif self.path == "/keys":
            self.tell({"keys": [KEY.as_dict(private=False)]})
        else:
            here = self.here()
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
            places["jwks_uri"] = "keys"
            self.tell({"issuer": here} | {name: f"{here}/{one}" for name, one in places.items()})

    def do_POST(self) -> None:
        """Give an identity token for a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        user, nonce = parse_qs(body)["code"][0].split(".", 1)
        known = {"name": user.title(), "email": f"{user}@example.org", "email_verified": True}
        now = int(time.time())
        times = {"iat": now, "exp": now + 300}
        claims = {"iss": self.here(), "aud": CLIENT, "sub": user, "nonce": nonce, **known, **times}
        token = jwt.encode({"alg": "RS256", "kid": "k"}, claims, KEY)
        self.tell({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def here(self) -> str:
        """The provider's own address."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def tell(self, answer: Any) -> None:
        """Answer with JSON."""
        raw = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    """The address of an OpenID provider on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def logins(tmp_path: Path, provider: str) -> tuple[str, dict[str, str]]:
    """Options and environment of a dashboard that asks for a log-in; only ana may decide."""
    secrets, roles = tmp_path / "secrets.toml", tmp_path / "roles.yaml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"\n'
        f'cookie_secret = "{"c" * 40}"\nclient_id = "{CLIENT}"\nclient_secret = "s"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )
    roles.write_text("ana@example.org: reviewer\n")
    return f"--secrets.files={secrets}", {"CLAIMS_ROLES": str(roles)}


def test_viewer_looks_and_reviewer_decides(
    page: Page,
    serve: Serve,
    story_desk: str,
    logins: tuple[str, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody gets in without a log-in; a viewer's buttons are off; a reviewer's name is proven."""
    option, environment = logins
    page.goto(serve(story_desk, option, **environment))
    expect(page.get_by_role("alert")).to_contain_text("log in to see this desk")
    expect(page.get_by_text("the old bridge was shut")).to_have_count(0)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Ben, viewer")).to_be_visible()
    confirm = page.get_by_role("button", name=re.compile("Confirm"))
    expect(confirm).to_be_disabled()
    expect(page.get_by_text("Your role is viewer: deciding takes")).to_be_visible()
    page.get_by_role("link", name="Claims", exact=True).click()
    page.get_by_role("button", name="Select this page").click()
    expect(confirm).to_be_disabled()
    page.get_by_text("Ben, viewer").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("alert")).to_contain_text("log in to see this desk")
    monkeypatch.setattr(Provider, "user", "ana")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Ana, reviewer")).to_be_visible()
    expect(confirm).to_be_enabled()
    page.wait_for_timeout(900)
    page.get_by_label("Reason", exact=True).fill("the record says shut")
    page.get_by_label("Reason", exact=True).blur()
    confirm.click()
    expect(page.get_by_text("1 decided today, 3 open")).to_be_visible()

    with Desk.open(story_desk) as desk:
        assert [event.reviewer for event in desk.log()] == ["Ana <ana@example.org>"]


def test_header_counts_with_the_secret_of_the_proxy(
    page: Page, serve: Serve, story_desk: str
) -> None:
    """Who comes past the proxy sees nothing, whatever they send; by the proxy they are known."""
    settings = {"CLAIMS_TRUSTED_HEADER": "X-Forwarded-Email", "CLAIMS_PROXY_SECRET": "s3"}
    address, sent = serve(story_desk, **settings), {"X-Forwarded-Email": "ana@example.org"}
    page.set_extra_http_headers(sent)
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("did not come by the proxy")
    expect(page.get_by_text("the old bridge was shut")).to_have_count(0)
    page.set_extra_http_headers(sent | {"X-Claims-Proxy-Secret": "s3"})
    page.reload()

    expect(page.get_by_text("ana, viewer")).to_be_visible()
