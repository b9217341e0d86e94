"""The `groundwire` command: one file per subcommand."""
