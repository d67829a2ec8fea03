"""What all tables have in common."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Enum, MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Base of all tables, with a registry of its own so that a hot reload can replace it whole."""


def word(kind: type[StrEnum], *, nullable: bool = False) -> Column[Any]:
    """Return a column that stores the enum's value, not the name of its member."""
    values = Enum(
        kind, values_callable=lambda e: [m.value for m in e], native_enum=False, length=32
    )
    return Column(values, nullable=nullable)
