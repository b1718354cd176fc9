"""A store over HTTP, read-only: the SPARQL 1.1 Protocol, and a page a thing.

``app`` takes requests and knows nothing of RDF; ``guard`` refuses what need not be parsed; ``workers`` are processes that hold
the store (``worker``), one request at a time each, and are killed at its limits; ``pages`` are what people see.
"""
