"""Foedus: publish."""
