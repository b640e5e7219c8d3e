"""Backup and restore: one file that holds everything a Handrail needs to begin again. See docs/backup.md."""
