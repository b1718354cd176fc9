"""A module a command. Importing one loads nothing but click; what is heavy waits for its call."""
