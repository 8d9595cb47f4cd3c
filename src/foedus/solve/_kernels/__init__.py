"""Compiled kernels; same meaning as the plain NumPy reference beside them."""
