"""Alembic revisions, part of the package: `Database.upgrade()` runs them; no ini file, no working directory."""
