"""Settings, built once at the edge and passed down; nothing reads the environment elsewhere."""

import getpass
import os
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from claims.errors import ConfigurationError
from db.vocabulary import Role


def default_url() -> str:
    """Return the address of the user's own desk: ``desk.db`` in the user's data folder."""
    return f"sqlite:///{user_data_path('claimdesk', appauthor=False) / 'desk.db'}"


def demo_url() -> str:
    """Return the address of the demonstration's desk, which is never the user's own."""
    return f"sqlite:///{user_data_path('claimdesk', appauthor=False) / 'demo.db'}"


def user_name() -> str:
    """Return the name of who is logged in; "" where the system knows none, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def pairs(value: Any) -> Any:
    """Read ``de=de_core_news_sm,fr=/models/fr`` as a mapping; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    parted = (one.partition("=") for one in value.split(",") if one.strip())
    return {name.strip().lower(): what.strip() for name, _, what in parted}


def networks(value: Any) -> Any:
    """Read ``127.0.0.1,10.0.0.0/8`` as networks; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    return tuple(ip_network(one.strip()) for one in value.split(",") if one.strip())


def listed(value: Any) -> Any:
    """Read ``a,b`` as a list; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    return tuple(one.strip().lower() for one in value.split(",") if one.strip())


def http_proxy(value: Any) -> Any:
    """Take the address of an HTTP proxy, or none; raises ValueError for anything else."""
    parts = urlsplit(str(value))
    if value and not (parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0):
        raise ValueError("write it as http://HOST:PORT")
    return value


def usable_cores() -> int:
    """Return how many cores may work at a time: four at most, for each holds the models."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # not every system says which cores are ours
        cores = os.cpu_count() or 1
    return min(cores, 4)


class Settings(BaseSettings):
    """What can be set from outside, as ``CLAIMS_DB``, ``CLAIMS_REVIEWER`` and so on."""

    model_config = SettingsConfigDict(env_prefix="CLAIMS_", frozen=True)

    def __init__(self, **values: Any) -> None:
        """Read what is set; raises ConfigurationError naming what cannot be."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            wrong = (
                f"CLAIMS_{'.'.join(map(str, one['loc'])).upper()}={one['input']}: {one['msg']}"
                for one in error.errors()
            )
            raise ConfigurationError("; ".join(wrong)) from error

    db: str = Field(default_factory=default_url, description="Address of the desk.")
    reviewer: str = Field(default_factory=user_name, description="Name of who decides.")
    extractor: str = Field(
        default="claims.LearntAttribution.v1", description="Which extractor reads."
    )
    linker: str = Field(default="claims.Judge.v1", description="Which linker compares.")
    judge: Path | None = Field(
        default=None, description="Weights that `claims refit` wrote, instead of those that ship."
    )
    sources: Path | None = Field(default=None, description="A register of one's own beside ours.")
    workers: int = Field(
        default_factory=usable_cores,
        ge=1,
        le=64,
        description="Processes that read many articles at a time; 1: all is read in this one.",
    )
    article_seconds: float = Field(
        default=120.0, gt=0, description="An article that takes a worker longer is left out."
    )
    pipelines: Annotated[Mapping[str, str], NoDecode, BeforeValidator(pairs)] = Field(
        default_factory=dict,
        description="spaCy pipelines for other languages, as de=de_core_news_sm,fr=FOLDER.",
    )
    roles: Path | None = Field(
        default=None, description="YAML of who has which role, as ana@example.org: admin."
    )
    unlisted: Role = Field(
        default=Role.VIEWER, description="The role of those who proved who they are, unlisted."
    )
    login_hours: float = Field(default=12.0, gt=0, description="How long a log-in counts.")
    trusted_header: str = Field(
        default="", description="Header in which a proxy names who comes, as X-Forwarded-Email."
    )
    trusted_proxies: Annotated[
        tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(networks)
    ] = Field(default=(), description="Addresses that this proxy comes from.")
    proxy_secret: SecretStr = Field(
        default=SecretStr(""), description="What this proxy sends in X-Claims-Proxy-Secret."
    )
    allow_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(listed)] = Field(
        default=(),
        description="Hosts with ports, as 127.0.0.1:8000,wiki.example.org:443, that may be fetched "
        "from though they are not public; none unless set.",
    )
    fetch_seconds: float = Field(
        default=30.0, gt=0, description="An address that takes longer to fetch is left out."
    )
    fetch_pause: float = Field(
        default=1.0, ge=0, description="Seconds between two requests to one host."
    )
    fetch_contact: str = Field(
        default="", description="Where you can be reached, told to the servers fetched from."
    )
    fetch_proxy: Annotated[str, BeforeValidator(http_proxy)] = Field(
        default="", description="Through which all is fetched; the environment's is not used."
    )


def packaged(name: str) -> Path:
    """Return where something that ships beside the code lies, installed or in a checkout.

    Args:
        name: file or folder, for example ``seed_corpus`` or ``streamlit_app.py``.
    """
    package = Path(str(files("claims")))
    inside = package / name
    return inside if inside.exists() else package.parent / name


def current_settings() -> Settings:
    """Return what is set now. To read it takes milliseconds, and a page asks dozens of times.

    Raises:
        ConfigurationError: as of :class:`Settings`.
    """
    return _read(tuple(os.environ.items()))


@lru_cache(maxsize=1)
def _read(_environment: tuple[tuple[str, str], ...]) -> Settings:
    return Settings()
