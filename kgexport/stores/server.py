"""A triple store behind HTTP: graphs through the SPARQL 1.1 Graph Store Protocol, questions through the SPARQL 1.1 Protocol.

https://www.w3.org/TR/sparql11-http-rdf-update/ · https://www.w3.org/TR/sparql11-protocol/
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import pyoxigraph as ox

from kgexport.errors import MissingExtra, StoreError, UsageError
from kgexport.graph.read import files_of
from kgexport.queries import Question, Rows, not_a_query, without_harmless
from kgexport.stores.folder import Loaded
from kgexport.stores.inputs import GraphName, gather, graph_in, names_in, same_graph, size_of
from kgexport.vocab import PREFIXES

try:
    import httpx
    import stamina
except ImportError:
    raise MissingExtra("--endpoint", "remote") from None

from kgexport.stores.credentials import AsAsked, checked_address, credentials_for

ATTEMPTS, CONNECTIONS = 5, 4
_TIMEOUT = httpx.Timeout(120.0, connect=10.0)  # seconds
_GATHERED_IN_MEMORY = 64 << 20  # bytes of input
_TRY_AGAIN = frozenset((429, 502, 503, 504))
# SQLSTATE 40001, serialisation failure: two graphs were on their way at once, and one transaction had to give way. Virtuoso
# calls it an internal error.
_GAVE_WAY = re.compile(r"\b40001\b|\bdeadlock", re.IGNORECASE)
_LONGEST_REASON = 160
_MARKUP = re.compile(r"<(head|script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_ROWS, _TRIPLES = "application/sparql-results+json", "text/turtle, application/n-triples"
_GIVES_GRAPH = re.compile(r"\b(construct|describe)\b|\b(select|ask)\b", re.IGNORECASE)


class _NotNow(Exception):
    """An answer that another attempt may change."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__(_reason(response))
        self.response = response


class Server:
    """A server. ``connections``: how many graphs it gets at a time, at most.

    Raises UsageError for addresses with a password or of no server, StoreError for what it answers.
    """

    def __init__(
        self,
        endpoint: str,
        graph_store: str | None = None,
        notice: Callable[[str], None] = lambda _: None,
        connections: int = CONNECTIONS,
    ) -> None:
        self.endpoint = checked_address(endpoint, "--endpoint")
        self._graph_store = checked_address(graph_store, "--graph-store") if graph_store else None
        self._notice, self._connections = notice, connections

    def load(self, inputs: Sequence[str], advance: Callable[[int], None] = lambda _: None) -> Loaded:
        """Puts each named graph of files and folders in place of the server's; one that is the same there already is left alone,
        so that a load which was interrupted goes on where it ended.

        Raises ReadError and NothingReadable, before anything was sent, and StoreError, which says how many graphs are in place.
        """
        address = self._graph_store or _usual_graph_store(self.endpoint)
        files = files_of(inputs)
        with TemporaryDirectory(prefix="kgexport-") as aside:
            gathered = ox.Store(Path(aside) / "graphs") if size_of(files) > _GATHERED_IN_MEMORY else ox.Store()
            gather(files, gathered)
            names = list(names_in(gathered))
            if any(isinstance(name, ox.BlankNode) for name in names):
                raise StoreError(address, "a graph without an IRI cannot be put on a server")
            return self._load_all(
                address, gathered, [name for name in names if isinstance(name, ox.NamedNode)], advance
            )

    def _load_all(
        self, address: str, gathered: ox.Store, names: list[ox.NamedNode], advance: Callable[[int], None]
    ) -> Loaded:
        """Some graphs at a time, each whole by itself. After an error no others are sent; those on their way are waited for."""
        loaded, failed = Loaded(), dict[ox.NamedNode, Exception]()
        waiting, lock, stop = iter(names), threading.Lock(), threading.Event()

        def some(at_most: int) -> None:
            with self._client(address) as client:  # one each: what Digest counts belongs to one connection
                for _ in range(at_most):
                    with lock:
                        name = None if stop.is_set() else next(waiting, None)
                    if name is None:
                        return
                    try:
                        how = self._put(client, _named(address, name.value), name, graph_in(gathered, name))
                        with lock:
                            setattr(loaded, how, getattr(loaded, how) + 1)
                            advance(1)
                    except Exception as error:
                        failed[name] = error
                        stop.set()

        some(1)  # alone: who is not there, or knows no such password, is asked once
        # Daemons, so that Ctrl-C need not wait for a server that does not answer.
        count = min(self._connections, len(names) - 1)
        threads = [threading.Thread(target=some, args=(len(names),), daemon=True) for _ in range(count)]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            stop.set()
        for name in names:
            error = failed.get(name)
            if isinstance(error, StoreError):
                done = f"{loaded.graphs:,} of {len(names):,} graphs are in place; start it again to go on"
                raise StoreError(address, f"{error.reason}, for graph {name}; {done}") from None
            if error is not None:
                raise error
        return loaded

    def ask(self, question: Question) -> Rows:
        """The server's answer. Raises QueryError for what it calls no query, StoreError."""
        asked = question.without_variables()
        prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
        found = _GIVES_GRAPH.search(without_harmless(asked.sparql))
        # One kind at a time: Virtuoso refuses a header that names both.
        headers = {"accept": _TRIPLES if found is not None and found[1] else _ROWS}
        with self._client(self.endpoint) as client:
            form = {"query": prefixes + asked.sparql}  # Virtuoso 7.2.5 never answers a query that is the body itself
            response = self._answered(client, client.build_request("POST", self.endpoint, data=form, headers=headers))
        if response.status_code == httpx.codes.BAD_REQUEST:
            raise not_a_query(response.text, form["query"], lines_before=len(PREFIXES))
        if not response.is_success:
            raise StoreError(self.endpoint, _reason(response))
        return asked.chosen(_rows(self.endpoint, response))

    def _put(self, client: httpx.Client, address: str, name: GraphName, quads: list[ox.Quad]) -> str:
        """Puts a graph in its place; gives what that was, as a field of Loaded."""
        known = self._graph(client, address, name)
        if known is not None and same_graph(quads, known):
            return "unchanged"
        written = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
        assert written is not None
        # N-Triples are Turtle, which every server must take.
        headers = {"content-type": "text/turtle; charset=utf-8"}
        response = self._answered(client, client.build_request("PUT", address, content=written, headers=headers))
        if not response.is_success:
            raise StoreError(address, _reason(response))
        return "replaced" if known else "added"

    def _graph(self, client: httpx.Client, address: str, name: GraphName) -> list[ox.Quad] | None:
        """The server's graph; None where it has none, or gives it in a form that cannot be compared."""
        headers = {"accept": "application/n-triples, text/turtle;q=0.5"}
        response = self._answered(client, client.build_request("GET", address, headers=headers))
        if response.status_code in {httpx.codes.NOT_FOUND, httpx.codes.NOT_ACCEPTABLE}:
            return None
        if not response.is_success:
            raise StoreError(address, _reason(response))
        try:
            read = ox.parse(response.content, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
            return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in read]
        except (SyntaxError, ValueError):
            return None

    @contextmanager
    def _client(self, address: str) -> Iterator[httpx.Client]:
        credentials = credentials_for(address)
        with httpx.Client(auth=AsAsked(credentials), timeout=_TIMEOUT, headers={"user-agent": "kgexport"}) as client:
            yield client

    def _answered(self, client: httpx.Client, request: httpx.Request) -> httpx.Response:
        """The answer to a request that may be sent again; what may pass is tried again, ever more slowly."""
        where = str(request.url.copy_with(query=None))
        stamina.instrumentation.set_on_retry_hooks([])  # retries are told through ``notice``
        try:
            for attempt in stamina.retry_context(
                on=(httpx.TransportError, _NotNow), attempts=ATTEMPTS, timeout=None, wait_initial=0.2, wait_max=10.0
            ):
                with attempt:
                    if attempt.num > 1:
                        self._notice(f"{where}: attempt {attempt.num} of {ATTEMPTS}")
                    response = client.send(request)
                    if _may_pass(response):
                        raise _NotNow(response)
        except _NotNow as error:
            raise StoreError(where, f"{error} after {ATTEMPTS} attempts") from None
        except httpx.TransportError as error:
            raise StoreError(where, f"no answer: {_one_line(str(error)) or type(error).__name__}") from None
        if response.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            known = "wrong user or password" if request.headers.get("authorization") else "user and password wanted"
            raise StoreError(
                where, f"{known} ({response.status_code}); KGEXPORT_USER and KGEXPORT_PASSWORD, or netrc, give them"
            )
        return response


def _usual_graph_store(endpoint: str) -> str:
    """Where Oxigraph has its graph store. Raises UsageError for other servers: each has it elsewhere."""
    parts = urlsplit(endpoint)
    if parts.path != "/query":
        raise UsageError(
            f"where is the graph store of {endpoint}? Give --graph-store URL (docs/stores.md has the usual ones)"
        )
    return urlunsplit(parts._replace(path="/store"))


def _named(address: str, graph: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"


def _rows(endpoint: str, response: httpx.Response) -> Rows:
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    try:
        if kind in {"text/turtle", "application/n-triples"}:
            read = ox.parse(response.content, ox.RdfFormat.TURTLE)
            triples = sorted({(q.subject, q.predicate, q.object) for q in read}, key=lambda row: tuple(map(str, row)))
            return Rows(columns=("subject", "predicate", "object"), rows=tuple(triples), is_graph=True)
        result: Any = ox.parse_query_results(response.content, ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreError(endpoint, f"an answer that cannot be read ({kind}): {_one_line(str(error))}") from None
    if isinstance(result, ox.QueryBoolean):
        return Rows(columns=("answer",), rows=((ox.Literal(bool(result)),),))
    columns = tuple(variable.value for variable in result.variables)
    return Rows(columns=columns, rows=tuple(tuple(row) for row in result))


def _may_pass(response: httpx.Response) -> bool:
    status = response.status_code
    return status in _TRY_AGAIN or (
        status == httpx.codes.INTERNAL_SERVER_ERROR and _GAVE_WAY.search(response.text) is not None
    )


def _reason(response: httpx.Response) -> str:
    is_page = "html" in response.headers.get("content-type", "")
    said = _one_line(unescape(_MARKUP.sub(" ", response.text)) if is_page else response.text)
    return f"{response.status_code} {response.reason_phrase}{f': {said}' if said else ''}"


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"
