"""The command ``claims`` run within the process of the tests, for a new one loads for a second."""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

from claims.cli import main


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def claims(*arguments: object, encoding: str = "utf-8", **environment: str) -> Done:
    """Run a verb to its end.

    Args:
        arguments: as on a command line.
        encoding: what the terminal can show.
        environment: variables to set.
    """
    out, err = io.BytesIO(), io.BytesIO()
    with (
        patch.object(sys, "argv", ["claims", *map(str, arguments)]),
        patch.dict(os.environ, environment),
        redirect_stdout(io.TextIOWrapper(out, encoding, write_through=True)),
        redirect_stderr(io.TextIOWrapper(err, encoding, write_through=True)),
    ):
        code = ended()
        said, complained = (one.getvalue().decode(errors="surrogateescape") for one in (out, err))
    return Done(code, said, complained)


def ended() -> int:
    """Run the command; return the code that it ends with."""
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0
