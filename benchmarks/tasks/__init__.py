"""One module a task: an annotated article in the schema that the task's scorer reads."""
