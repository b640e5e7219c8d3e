"""SQLite as Handrail wants it: a current library, and writers that stand in a queue. See docs/decisions/sqlite.md."""
