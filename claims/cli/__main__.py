"""``python -m claims.cli`` does what the command ``claims`` does."""

from claims.cli import main

main()
