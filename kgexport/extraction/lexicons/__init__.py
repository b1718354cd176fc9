"""Word lists that the extraction rules read. Data files in TOML stand beside this module."""
