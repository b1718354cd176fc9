"""Where the ontology, the shapes and the queries are, in a checkout and in a wheel.

``importlib.resources`` finds nothing of them in an editable install, so the folder is looked for in both places.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(folder: str, marker: str) -> Path:
    """The folder inside the package (a wheel) if it holds files like ``marker``, else the one beside it (a checkout)."""
    inside = _PACKAGE / folder
    return inside if next(inside.glob(marker), None) else _PACKAGE.parent / folder


ONTOLOGY_DIR = _shipped("ontology", "*.ttl")
SHAPES_DIR = _shipped("shapes", "*.ttl")
QUERIES_DIR = _shipped("queries", "*.rq")
