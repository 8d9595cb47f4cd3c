"""Check any claimed equilibrium from the game alone."""
