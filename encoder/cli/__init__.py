"""The command line. One module a command; a command parses, calls one library function, prints."""

from encoder.cli.main import main

__all__ = ["main"]
