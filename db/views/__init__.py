"""Frozen views: what queries return, a file a noun."""
