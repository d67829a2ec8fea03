"""Settings, built once at the edge and passed down; nothing reads the environment elsewhere."""

import getpass
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


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


class Settings(BaseSettings):
    """What can be set from outside, as ``CLAIMS_DB``, ``CLAIMS_REVIEWER`` and so on."""

    model_config = SettingsConfigDict(env_prefix="CLAIMS_", frozen=True)

    db: str = Field(default_factory=default_url, description="Address of the desk.")
    reviewer: str = Field(default_factory=user_name, description="Name of who decides.")
    extractor: str = Field(default="claims.LearntAttribution.v1", description="Which extractor reads.")
    linker: str = Field(default="claims.Rules.v1", description="Which linker compares.")
    sources: Path | None = Field(default=None, description="A register of one's own beside ours.")


def packaged(name: str) -> Path:
    """Return where something that ships beside the code lies, installed or in a checkout.

    Args:
        name: file or folder, for example ``seed_corpus`` or ``streamlit_app.py``.
    """
    package = Path(str(files("claims")))
    inside = package / name
    return inside if inside.exists() else package.parent / name
