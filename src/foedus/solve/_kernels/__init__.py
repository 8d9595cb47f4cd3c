"""Foedus: _kernels."""
