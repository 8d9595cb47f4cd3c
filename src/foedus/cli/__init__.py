"""Foedus: cli."""
