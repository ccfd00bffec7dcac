"""The ``gazetei`` command: its subcommands are imported only when they run, so that ``--help`` starts fast."""

import contextlib
import errno
import gc
import logging
import os
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Final

import click

_COMMANDS: Final = {
    "encode": ("encoder.cli.encode", "Encode articles into TEI documents."),
    "analyse": ("encoder.cli.analyse", "Cut TEI documents into sentences and words, with lemmas."),
    "text": ("encoder.cli.text", "Print the text of a TEI document."),
    "quotes": ("encoder.cli.quotes", "List who says what in TEI documents."),
    "export": ("encoder.cli.export", "Write TEI documents in another format."),
    "corpus": ("encoder.cli.corpus", "Build, list, count and verify a corpus of TEI documents."),
    "package": ("encoder.cli.package", "Pack a corpus as a bag that an archive takes."),
    "check-deposit": ("encoder.cli.check_deposit", "Say what an archive asks for and a corpus lacks."),
    "validate": ("encoder.cli.validate", "Validate TEI documents and say what is wrong, where and why."),
    "odd": ("encoder.cli.odd", "Compile a TEI customisation (ODD), or explain an element of it."),
    "evaluate": ("encoder.cli.evaluate", "Compare what was tagged with what should have been."),
    "explain": ("encoder.cli.explain", "Explain a code that validate prints."),
}


_COLLECT_AFTER: Final = 50_000
_AS_PIPED: Final = 141
"""What a shell says of a program that wrote into a closed pipe: 128 and the number of the signal."""


class _Lazy(click.Group):
    """A group that knows the names and the first lines of its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(_COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="gazetei")
def gazetei() -> None:
    """Press articles to TEI P5: exact to the character, valid, linked, ready to archive."""


def main() -> None:
    """Run the command line; Ctrl-C exits with 130, a termination signal with 143."""
    logging.basicConfig(level=logging.WARNING, format="gazetei: %(message)s", stream=sys.stderr)
    signal.signal(signal.SIGTERM, _terminated)
    # most objects live as long as the run: looking for rubbish among them every 700 took a tenth of the time
    gc.set_threshold(_COLLECT_AFTER)
    try:
        # without standalone mode click gives back the code of an Exit, and what the command returned
        code = gazetei(prog_name="gazetei", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
    except OSError as error:
        sys.exit(_no_output(error))
    except SystemExit as error:
        # a command's own code comes back as a value: 1 is what click and rich say of a closed pipe
        sys.exit(_AS_PIPED if error.code == 1 else error.code)
    try:
        sys.stdout.flush()
    except OSError as error:
        sys.exit(_no_output(error))
    sys.exit(code if isinstance(code, int) else 0)


def _no_output(error: OSError) -> int:
    """Say why the output cannot be written, and give the exit code; a reader that has seen enough (head) is no error.

    A command says itself what is wrong with a file that it was given: what comes here is of the standard output.
    """
    with contextlib.suppress(OSError, ValueError):
        # what is left in the buffer is not tried once more when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return _AS_PIPED
    with contextlib.suppress(OSError):
        named = click.format_filename(str(error.filename)) if error.filename else "standard output"
        click.echo(f"gazetei: {named}: {error.strerror or error}", err=True)
    return 2


def _terminated(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    sys.exit(143)
