"""What proves who visits, and what does not: log-ins, proxies, this machine, and forgeries."""

import time
from pathlib import Path
from typing import Any

import pytest

from claims import ClaimdeskError, ConfigurationError, NotPermittedError, Role
from claims.access.proof import by_header, by_login, by_machine
from claims.settings import Settings

MAIL, SECRET = "x-forwarded-email", "x-claims-proxy-secret"
ANA, HERE, BROWSER = ["ana@example.org"], "127.0.0.1", {"host": ["127.0.0.1:8501"]}


@pytest.fixture
def roles(tmp_path: Path) -> Path:
    """A list of roles."""
    path = tmp_path / "roles.yaml"
    path.write_text(
        "Ana@Example.org: admin\nhttps://id.example#7: reviewer\neve@example.org: nobody\n"
    )
    return path


def proxied(**more: Any) -> Settings:
    """Settings that trust a header."""
    return Settings(trusted_header="X-Forwarded-Email", **more)


@pytest.mark.parametrize(
    ("settings", "headers", "peer", "refused"),
    [
        ({"trusted_proxies": "10.0.0.2"}, {MAIL: ANA}, "10.0.0.2", ""),
        ({"trusted_proxies": "127.0.0.1,10.0.0.0/8"}, {MAIL: ANA}, "10.9.9.9", ""),
        ({"proxy_secret": "s3"}, {MAIL: ANA, SECRET: ["s3"]}, "203.0.113.9", ""),
        ({"trusted_proxies": "10.0.0.2"}, {MAIL: ANA}, "203.0.113.9", "from 203.0.113.9"),
        ({"trusted_proxies": "10.0.0.2"}, {MAIL: ANA}, HERE, "from 127.0.0.1"),
        ({"proxy_secret": "s3"}, {MAIL: ANA}, HERE, "secret is missing"),
        ({"proxy_secret": "s3"}, {MAIL: ANA, SECRET: ["s4"]}, HERE, "secret is missing"),
        ({"proxy_secret": "s3"}, {MAIL: ANA, SECRET: ["s4", "s3"]}, HERE, "secret is missing"),
        (
            {"proxy_secret": "s3", "trusted_proxies": "10.0.0.2"},
            {MAIL: ANA, SECRET: ["s3"]},
            HERE,
            "from 127.0.0.1",
        ),
        ({"trusted_proxies": HERE}, {}, HERE, "names 0"),
        ({"trusted_proxies": HERE}, {MAIL: [" "]}, HERE, "must name one person"),
        ({"trusted_proxies": HERE}, {MAIL: ["eve@example.org", *ANA]}, HERE, "names 2"),
        ({}, {MAIL: ANA}, HERE, "could be sent by anybody"),
    ],
)
def test_header_counts_from_the_trusted_proxy_alone(
    settings: dict[str, Any], headers: Any, peer: str, refused: str
) -> None:
    """A header proves somebody only where address and secret of the proxy are right, and once."""
    try:
        found: object = by_header(headers, peer, proxied(**settings)).signature
    except ClaimdeskError as error:
        found = str(error)

    assert refused in str(found)
    assert (found == "ana <ana@example.org>") is (not refused)


@pytest.mark.parametrize(
    ("headers", "peer", "address", "lets_in"),
    [
        (BROWSER, HERE, "127.0.0.1", True),
        ({"host": ["localhost:8501"]}, HERE, "localhost", True),
        ({"host": ["[::1]:8501"]}, HERE, "::1", True),
        (BROWSER, HERE, "0.0.0.0", False),
        (BROWSER, HERE, None, False),
        (BROWSER, "192.0.2.7", "127.0.0.1", False),
        ({}, HERE, "127.0.0.1", False),
        ({"host": ["desk.example.org"]}, HERE, "127.0.0.1", False),
        ({"host": ["127.0.0.1.evil.example"]}, HERE, "127.0.0.1", False),
        (BROWSER | {"x-forwarded-for": ["192.0.2.7"]}, HERE, "127.0.0.1", False),
        (BROWSER | {"x-forwarded-email": ANA}, HERE, "127.0.0.1", True),
    ],
)
def test_machine_proves_its_user_where_nobody_else_can_come(
    headers: Any, peer: str, address: str | None, lets_in: bool
) -> None:
    """Who might come from elsewhere is not taken for this machine's user, whatever is sent."""
    if not lets_in:
        with pytest.raises(NotPermittedError, match=r"docs/people\.md"):
            by_machine(headers, peer, address)
        return
    found = by_machine(headers, peer, address)

    assert (found.role, found.proven) == (Role.ADMIN, False)


def logged_in(**more: Any) -> dict[str, Any]:
    """The claims of somebody who logged in just now."""
    known = {"iss": "https://id.example", "sub": "7", "name": "Ana Kim", "email": ANA[0]}
    return {"is_logged_in": True, "iat": time.time(), "email_verified": True, **known, **more}


@pytest.mark.parametrize(
    ("claims", "signature", "role"),
    [
        ({}, "Ana Kim <ana@example.org>", Role.ADMIN),
        ({"email": "ben@example.org"}, "Ana Kim <ben@example.org>", Role.VIEWER),
        ({"email_verified": False}, "Ana Kim <https://id.example#7>", Role.REVIEWER),
        ({"email_verified": "true"}, "Ana Kim <https://id.example#7>", Role.REVIEWER),
        ({"name": "Ben <ben@example.org>\n"}, "Ben ben@example.org <ana@example.org>", Role.ADMIN),
        ({"name": None}, "ana@example.org <ana@example.org>", Role.ADMIN),
    ],
)
def test_login_proves_what_the_provider_checked(
    roles: Path, claims: dict[str, Any], signature: str, role: Role
) -> None:
    """An address counts where the provider checked it, else its number; a name proves nothing."""
    found = by_login(logged_in(**claims), Settings(roles=roles))

    assert (found.signature, found.role, found.proven) == (signature, role, True)


@pytest.mark.parametrize(
    ("claims", "refused"),
    [
        ({"is_logged_in": False}, "log in to see"),
        ({"sub": ""}, "log in to see"),
        ({"iat": time.time() - 13 * 3600}, "run out"),
        ({"iat": None}, "run out"),
        ({"email": "eve@example.org"}, "not on the list"),
    ],
)
def test_login_that_does_not_count(roles: Path, claims: dict[str, Any], refused: str) -> None:
    """Who has not logged in, or too long ago, or is listed as nobody, is kept out."""
    with pytest.raises(NotPermittedError, match=refused):
        by_login(logged_in(**claims), Settings(roles=roles))


def test_list_of_roles_is_read_anew(roles: Path) -> None:
    """A role that is taken away is gone at once; a list that cannot be read lets nobody in."""
    settings = Settings(roles=roles, unlisted=Role.NOBODY)
    before = by_login(logged_in(), settings).role
    roles.write_text("ana@example.org: viewer\n")
    after = by_login(logged_in(), settings).role
    with pytest.raises(NotPermittedError, match="not on the list"):
        by_login(logged_in(email="ben@example.org"), settings)
    roles.write_text("ana@example.org: king\n")
    with pytest.raises(ConfigurationError, match="king"):
        by_login(logged_in(), settings)

    assert (before, after) == (Role.ADMIN, Role.VIEWER)


@pytest.mark.parametrize(
    ("name", "value"),
    [("CLAIMS_TRUSTED_PROXIES", "10.0.0.x"), ("CLAIMS_UNLISTED", "king"), ("CLAIMS_WORKERS", "0")],
)
def test_setting_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A setting with a value that cannot be is named with that value, as an error for people."""
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"{name}={value}"):
        Settings()
