"""The front door: public names and the `groundwire` command."""


def main() -> None:
    """Run the command line."""
    raise SystemExit("not built yet")
