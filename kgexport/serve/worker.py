"""The process that answers: it holds the store, reading only, and answers one request after the other on its standard streams.

It is made to be killed: the server ends it at a request's limit, the alarm below ends it where no server is left to do so, and
memory beyond the limit is not given, and no connection either (``confinement``).
"""

import os
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kgexport.errors import KgExportError
from kgexport.queries import not_a_query
from kgexport.serve.confinement import limit_memory, refuse_connections
from kgexport.serve.media import GRAPHS, TABLES, wanted
from kgexport.serve.messages import packed, received
from kgexport.stores.folder import open_for_reading
from kgexport.vocab import PREFIXES

if TYPE_CHECKING:
    from kgexport.serve.description import Counts

Answer = tuple[int, str, bytes]  # status, media type, body
_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_PLAIN = "text/plain; charset=utf-8"


class TooLarge(Exception):
    """An answer beyond the cap."""


class Capped:
    """Bytes up to a limit. Raises TooLarge."""

    def __init__(self, limit: int) -> None:
        self._limit, self._parts, self._size = limit, list[bytes](), 0

    def write(self, data: bytes) -> int:
        self._size += len(data)
        if self._size > self._limit:
            raise TooLarge
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def value(self) -> bytes:
        return b"".join(self._parts)


class Worker:
    """Answers requests about one store. ``largest``: bytes of an answer."""

    def __init__(self, store: ox.Store, base: str | None, largest: int) -> None:
        self.store, self.largest = store, largest
        self.base = base or _base_of(store)

    # The same for everybody: nobody writes to the store while it is served.

    @cached_property
    def _start_page(self) -> bytes:
        from kgexport.serve.things import home_page

        return home_page(self.store, self.base)

    @cached_property
    def _counts(self) -> "Counts":
        from kgexport.serve.description import counts_of

        return counts_of(self.store)

    def answer(self, request: dict[str, Any], body: bytes) -> Answer:
        """What a request gets. Whatever goes wrong is an answer too."""
        tasks: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
            "query": self._query,
            "thing": self._thing,
            "home": self._home,
            "void": self._void,
        }
        try:
            return tasks[request["task"]](request, body)
        except TooLarge:
            return (
                422,
                _PLAIN,
                f"the answer is larger than {self.largest:,} bytes; ask for less, or with LIMIT\n".encode(),
            )
        except KgExportError as error:
            return 400, _PLAIN, f"{error}\n".encode()
        except MemoryError:
            os._exit(1)  # whatever is left of this process is not to be trusted
        except Exception as error:  # a bug of ours: this request's end, and no other's
            return 500, _PLAIN, f"kgexport cannot answer this: {type(error).__name__}; please report it\n".encode()

    def _query(self, request: dict[str, Any], body: bytes) -> Answer:
        try:
            result = self.store.query(body.decode(), use_default_graph_as_union=True, prefixes=PREFIXES)
        except SyntaxError as error:
            raise not_a_query(error.msg, body.decode()) from None
        except UnicodeDecodeError:
            return 400, _PLAIN, b"the query is not in UTF-8\n"
        except (ValueError, OSError, RuntimeError) as error:
            return 400, _PLAIN, f"the query cannot be answered: {error}\n"[:500].encode()
        out: Any = Capped(self.largest)
        offered = GRAPHS if isinstance(result, ox.QueryTriples) else TABLES
        if isinstance(result, ox.QueryBoolean):
            offered = {media: name for media, name in TABLES.items() if name in {"json", "xml"}}
        media = wanted(request["accept"], tuple(offered))
        if media is None:
            return 406, _PLAIN, f"this answer comes as {', '.join(offered)}\n".encode()
        try:
            if isinstance(result, ox.QueryTriples):
                result.serialize(out, _RDF[GRAPHS[media]])
            else:
                result.serialize(out, _RESULTS[TABLES[media]])
        except TooLarge:
            raise
        except (ValueError, OSError, RuntimeError) as error:
            if isinstance(error.__cause__, TooLarge) or "TooLarge" in str(error):
                raise TooLarge from None
            return 400, _PLAIN, f"the query cannot be answered: {error}\n"[:500].encode()
        return 200, media, out.value()

    def _thing(self, request: dict[str, Any], _: bytes) -> Answer:
        from kgexport.serve.things import about, exists, page_of

        iri = ox.NamedNode(self.base + request["path"])
        if not exists(self.store, iri):
            return 404, _PLAIN, f"nothing is known about {iri.value}\n".encode()
        if request["media"] == "text/html":
            page = page_of(self.store, iri, self.base)
            if len(page) > self.largest:
                raise TooLarge
            return 200, "text/html; charset=utf-8", page
        out: Any = Capped(self.largest)
        name = GRAPHS[request["media"]]
        triples = dict.fromkeys(quad.triple for quad in about(self.store, iri))
        out.write(ox.serialize(triples, format=_RDF[name], prefixes=PREFIXES) or b"")
        return 200, request["media"], out.value()

    def _home(self, request: dict[str, Any], _: bytes) -> Answer:
        return 200, "text/html; charset=utf-8", self._start_page

    def _void(self, request: dict[str, Any], _: bytes) -> Answer:
        from kgexport.serve.description import PREFIXES_OF_DESCRIPTIONS, void

        triples = void(self._counts, self.base, request["root"])
        media = request["media"]
        return 200, media, ox.serialize(triples, format=_RDF[GRAPHS[media]], prefixes=PREFIXES_OF_DESCRIPTIONS) or b""


def _base_of(store: ox.Store) -> str:
    """What the IRIs of the articles begin with."""
    from kgexport.identifiers import DEFAULT_BASE
    from kgexport.vocab import KG, RDF_TYPE

    first = next(store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(KG.Article), None), None)
    before, found, _ = str(getattr(first and first.subject, "value", "")).rpartition("article/")
    return before if found else DEFAULT_BASE


def main(arguments: list[str]) -> int:
    """DIR BASE LARGEST MEGABYTES: answers until its standard input ends."""
    import signal

    import kgexport.serve.description
    import kgexport.serve.things  # noqa: F401  (before a request has a limit)

    folder, base, largest, megabytes = arguments
    store = open_for_reading(Path(folder))
    worker = Worker(store, base or None, int(largest))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    _send(answers, {"base": worker.base}, b"")
    limit_memory(int(megabytes))
    refuse_connections()
    while (message := received(requests)) is not None:
        request, body = message
        signal.setitimer(signal.ITIMER_REAL, request["seconds"] + 1)  # the default action ends the process
        status, media, answer = worker.answer(request, body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, {"status": status, "media": media}, answer)
    return 0


def _send(stream: BinaryIO, message: dict[str, Any], body: bytes) -> None:
    stream.write(packed(message, body))
    stream.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
