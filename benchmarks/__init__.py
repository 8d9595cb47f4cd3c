"""Benchmarks: subjects that check their own result, timed warm, with the cold start apart."""
