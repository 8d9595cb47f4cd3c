"""The same games solved by Foedus and by other tools, turn by turn in one run, every answer verified."""
