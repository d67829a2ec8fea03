"""What proves who visits the dashboard: a log-in, a trusted proxy, or being on this machine.

Nothing else does. Whatever is missing or odd is refused with its remedy; see docs/people.md.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import yaml

from claims.access.identity import Identity
from claims.errors import ConfigurationError, NotPermittedError
from claims.settings import Settings
from db.vocabulary import Role

SECRET_HEADER = "X-Claims-Proxy-Secret"  # noqa: S105 - the name of a header
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded")
NAME = 80

Headers = Mapping[str, Sequence[str]]


def by_login(claims: Mapping[str, Any], settings: Settings) -> Identity:
    """Return who logged in, as their OpenID provider has it.

    Args:
        claims: those of the identity token, as ``st.user`` holds them.
        settings: roles, and how long a log-in counts.

    Raises:
        NotPermittedError: nobody has logged in, or too long ago.
    """
    if not claims.get("is_logged_in") or not claims.get("sub"):
        raise NotPermittedError("log in to see this desk")
    given = claims.get("iat")
    age = timedelta(hours=settings.login_hours)
    if not isinstance(given, int | float) or datetime.now(UTC) > _moment(given) + age:
        raise NotPermittedError("your log-in has run out; log in again")
    mark = f"{claims.get('iss', '')}#{claims['sub']}"
    # Whoever sets an address at a provider that does not check it could be anybody.
    if claims.get("email") and claims.get("email_verified") is True:
        mark = str(claims["email"])
    return _known(str(claims.get("name") or ""), mark, settings)


def by_header(headers: Headers, peer: str, settings: Settings) -> Identity:
    """Return whom a reverse proxy names in a header, where it is the one that is trusted.

    Args:
        headers: all values of each header of the request, by lower-case name.
        peer: the address that the request came from.
        settings: the header, the proxy's addresses and its secret, and roles.

    Raises:
        ConfigurationError: nothing is set by which to know the proxy.
        NotPermittedError: it is not that proxy, or it names nobody.
    """
    secret = settings.proxy_secret.get_secret_value()
    if not settings.trusted_proxies and not secret:
        raise ConfigurationError(
            f"CLAIMS_TRUSTED_HEADER={settings.trusted_header} alone could be sent by anybody; set "
            "CLAIMS_TRUSTED_PROXIES or CLAIMS_PROXY_SECRET, too"
        )
    shown = headers.get(SECRET_HEADER.lower(), ())
    # Of two secrets one may be a guess.
    if secret and not (len(shown) == 1 and hmac.compare_digest(shown[0].encode(), secret.encode())):
        raise NotPermittedError("this request did not come by the proxy: its secret is missing")
    networks = settings.trusted_proxies
    if networks and not any(ip_address(peer) in network for network in networks):
        raise NotPermittedError(f"this request did not come by the proxy, but from {peer}")
    named = headers.get(settings.trusted_header.lower(), ())
    if len(named) != 1 or not named[0].strip():
        raise NotPermittedError(
            f"the proxy must name one person in {settings.trusted_header}, and names {len(named)}"
        )
    mark = named[0].strip()
    return _known(mark.partition("@")[0], mark, settings)


def by_machine(headers: Headers, peer: str, address: str | None) -> Identity:
    """Return the user of this machine, where nobody else can reach the dashboard.

    Args:
        headers: as of :func:`by_header`; those of a visitor who has left are gone.
        peer: the address that the request came from.
        address: what the server listens on; None for every address.

    Raises:
        NotPermittedError: others could come this way.
    """
    remedy = "set up a log-in or a trusted proxy (docs/people.md), or serve it on 127.0.0.1 only"
    if not is_loopback(address or ""):
        raise NotPermittedError(
            f"the dashboard listens on {address or 'every address'}, and nothing proves who "
            f"comes: {remedy}"
        )
    host = next(iter(headers.get("host", ())), "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    by_proxy = [one for one in FORWARDED if one.lower() in headers]
    if not is_loopback(peer) or name not in LOOPBACK_NAMES or by_proxy:
        seen = by_proxy[0] if by_proxy else f"host {host or 'unknown'}, from {peer}"
        raise NotPermittedError(
            f"this request comes from elsewhere ({seen}), and nothing proves by whom: {remedy}"
        )
    return Identity()


@lru_cache
def is_loopback(address: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False


def _known(name: str, mark: str, settings: Settings) -> Identity:
    """Return somebody who proved to be ``mark``, with their role."""
    # A name of one's own choice must not look like a mark, nor break the line of a log.
    plain = "".join(one for one in name if one.isprintable() and one not in "<>").strip()[:NAME]
    mark = "".join(one for one in mark if one.isprintable() and one not in "<>")
    role = role_of(mark, settings)
    if role is Role.NOBODY:
        raise NotPermittedError(
            f"{mark} is not on the list of this desk; an admin puts you into the file that "
            "CLAIMS_ROLES names"
        )
    return Identity(plain or mark, role, mark)


def role_of(mark: str, settings: Settings) -> Role:
    """Return the role of somebody proven, or the one that all have who are not listed.

    Raises:
        ConfigurationError: the list cannot be read.
    """
    if settings.roles is None:
        return settings.unlisted
    try:
        changed = settings.roles.stat().st_mtime_ns
        listed = _listed(settings.roles, changed)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, AttributeError) as error:
        raise ConfigurationError(
            f"CLAIMS_ROLES={settings.roles} cannot be read ({error}); it must be YAML, a line "
            f"each: ana@example.org: {'|'.join(Role)}"
        ) from error
    return listed.get(mark.casefold(), settings.unlisted)


@lru_cache(maxsize=8)
def _listed(path: Path, _changed: int) -> Mapping[str, Role]:
    # Read anew as soon as the file changes: who lost a role must not keep it until a restart.
    listed = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(one).casefold(): Role(role) for one, role in listed.items()}


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
