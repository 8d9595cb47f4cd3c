"""Foedus: casebook."""
