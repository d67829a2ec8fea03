"""Storage: tables, vocabulary, engine and named queries. Imports nothing of ``claims``."""
