"""The commands of `groundwire eval`, one file each."""
