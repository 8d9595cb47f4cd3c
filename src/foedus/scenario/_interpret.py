"""Step a scenario directly; shares nothing with the compiler, checks it."""
