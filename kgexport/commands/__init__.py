"""Commands that have a module of their own. Importing one loads nothing but click; what is heavy waits for its call."""
