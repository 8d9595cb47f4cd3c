"""One module a command, each with ``command``; imported only when asked for."""
