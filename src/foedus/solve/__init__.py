"""Foedus: solve."""
