"""The HTTP side: what may come in, who answers, and the headers of everything that goes out. It knows nothing of RDF."""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from kgexport.errors import KgExportError, MissingExtra, StoreError
from kgexport.serve.guard import why_refused
from kgexport.serve.media import GRAPHS, HTML, wanted
from kgexport.serve.workers import Limits, TurnedAway, Workers

try:
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
except ImportError:
    raise MissingExtra("`kgexport serve`", "serve") from None

_STYLE = Path(__file__).with_name("style.css")
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_DATASET = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_PASSING_BYTES, _PASSING_SECONDS = 4 << 20, 2.0  # of a refused body
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Refused(Exception):
    """A request that gets a status and a line instead of an answer."""

    def __init__(self, status: int, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.response = PlainTextResponse(f"{reason}\n", status, headers=headers)


class Service:
    """The endpoints over one store."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol: a query, or without one the service description (or the start page's form, for browsers)."""
        query = await self._query_of(request)
        if query is None:
            return await self._description(request)
        refused = why_refused(query)
        if refused is not None:
            raise Refused(*refused)
        accept = request.headers.get("accept", "*/*")
        if "text/html" in accept:  # a browser shows text, and saves what else there is
            accept = "text/tab-separated-values;q=0.5, text/turtle;q=0.4, application/sparql-results+json;q=0.3"
        response = await self._asked({"task": "query", "accept": accept}, query.encode())
        if "text/html" in request.headers.get("accept", "") and response.status_code == 200:
            response.headers["content-type"] = "text/plain; charset=utf-8"
        return response

    async def home(self, request: Request) -> Response:
        """The start page."""
        return await self._asked({"task": "home"})

    async def void(self, request: Request) -> Response:
        """VoID, at its well-known place."""
        return await self._asked({"task": "void", "media": _graph_media(request), "root": str(request.base_url)})

    async def style(self, request: Request) -> Response:
        """The style sheet of all pages."""
        return Response(_STYLE.read_bytes(), media_type="text/css", headers={"cache-control": "max-age=3600"})

    async def thing(self, request: Request) -> Response:
        """Whatever has an IRI under the base."""
        raw: bytes = request.scope.get("raw_path", b"")
        path = raw.decode("ascii", "replace").partition("?")[0].removeprefix("/")
        if len(path) > 2000 or any(letter in path for letter in '<>"{}|\\^` \t\r\n�'):
            raise Refused(404, "no such thing")
        media = wanted(request.headers.get("accept", "*/*"), ("text/turtle", *GRAPHS, HTML))
        if "text/html" in request.headers.get("accept", "") and media != HTML:
            media = wanted(request.headers["accept"], (HTML, *GRAPHS))
        if media is None:
            raise Refused(406, f"a thing comes as {', '.join((HTML, *GRAPHS))}")
        return await self._asked({"task": "thing", "path": path, "media": media})

    async def _description(self, request: Request) -> Response:
        import pyoxigraph as ox

        from kgexport.serve.description import PREFIXES_OF_DESCRIPTIONS, service_description

        if wanted(request.headers.get("accept", "*/*"), ("text/turtle", HTML)) == HTML:
            return await self.home(request)
        triples = service_description(str(request.base_url))
        written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES_OF_DESCRIPTIONS)
        return Response(written, media_type="text/turtle")

    async def _asked(self, task: dict[str, Any], body: bytes = b"") -> Response:
        try:
            status, media, content = await self._workers.answer(task, body)
        except TurnedAway as reason:
            raise Refused(503, str(reason), **{"retry-after": "5"}) from None
        return Response(content, status, media_type=media, headers={"vary": "accept"})

    async def _query_of(self, request: Request) -> str | None:
        fields = _fields(request.url.query.encode())
        if request.method == "POST":
            body = await self._body(request)
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind == _FORM:
                fields = {name: [*fields.get(name, []), *values] for name, values in _fields(body).items()} | {
                    name: values for name, values in fields.items() if name not in _fields(body)
                }
            elif kind == _QUERY:
                fields = {**fields, "query": [*fields.get("query", []), _utf8(body)]}
            elif kind == "application/sparql-update":
                raise Refused(403, "updates are refused: this endpoint only reads")
            else:
                raise Refused(415, f"a POST here is {_QUERY} or {_FORM}")
        if "update" in fields:
            raise Refused(403, "updates are refused: this endpoint only reads")
        for name in _DATASET:
            if name in fields:
                raise Refused(403, f"{name} is refused: a query here asks the whole store")
        queries = fields.get("query", [])
        if len(queries) > 1:
            raise Refused(400, "more than one query")
        if not queries and request.method == "POST":
            raise Refused(400, "no query")
        return queries[0] if queries else None

    async def _body(self, request: Request) -> bytes:
        """What was sent.

        A refused body is taken in and forgotten, within reason: a connection that is closed over unread bytes is reset, and may
        take the answer with it (RFC 9112, section 9.6). A client that asks first ("Expect: 100-continue") has not begun to send.
        """
        most = self._workers.limits.body_bytes
        length = request.headers.get("content-length", "0")
        announced = int(length) if length.isdigit() else most + 1
        refused = Refused(413, f"a body here has at most {most:,} bytes", connection="close")
        if announced > most and "expect" in request.headers:
            raise refused
        parts, size = list[bytes](), 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_PASSING_SECONDS if announced > most else None) as limit:
                async for chunk in request.stream():
                    size += len(chunk)
                    if max(size, announced) <= most:
                        parts.append(chunk)
                    elif size > _PASSING_BYTES:
                        break
                    elif limit.when() is None:
                        limit.reschedule(asyncio.get_running_loop().time() + _PASSING_SECONDS)
        if max(size, announced) > most:
            raise refused
        return b"".join(parts)


class Guarded:
    """Around everything: the Host that was asked for, and the headers that go with every answer."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str], origins: Sequence[str]) -> None:
        self._app, self._hosts, self._origins = app, frozenset(host.lower() for host in hosts), frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        more = list(_HEADERS)
        origin = headers.get(b"origin", b"").decode("latin-1")
        if origin in self._origins or (origin and "*" in self._origins):
            more = [header for header in more if header[0] != b"cross-origin-resource-policy"]
            more += [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"origin")]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *more]
            await send(message)

        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or _host_in(named[0].decode("latin-1")) not in self._hosts:
            await PlainTextResponse("this server is not called so\n", 421)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)


def application(
    folder: Path, base: str | None, limits: Limits, hosts: Sequence[str], origins: Sequence[str]
) -> ASGIApp:
    """The ASGI application over the store in a folder, whose lock the caller holds."""
    workers = Workers(folder, base, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with workers:
            yield

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return error.response

    async def gone(_: Request, __: Exception) -> Response:
        return Response(status_code=400)

    service = Service(workers)
    app = Starlette(
        routes=[
            Route("/", service.home, methods=["GET"]),
            Route("/sparql", service.sparql, methods=["GET", "POST"]),
            Route("/.well-known/void", service.void, methods=["GET"]),
            Route("/-/style.css", service.style, methods=["GET"]),
            Route("/{path:path}", service.thing, methods=["GET"]),
        ],
        exception_handlers={Refused: refused, ClientDisconnect: gone},
        lifespan=lifespan,
    )
    return Guarded(app, hosts, origins)


def serve(
    folder: Path,
    *,
    host: str,
    port: int,
    base: str | None,
    limits: Limits,
    hosts: Sequence[str],
    origins: Sequence[str],
    listening: Callable[[], None] = lambda: None,
) -> None:
    """Serves until it is interrupted; calls ``listening`` when it can be reached. The store's lock is held, so that nobody writes
    to it meanwhile. Raises StoreError; KgExportError where it cannot listen.
    """
    from kgexport.stores.folder import held_for_reading, open_for_reading

    with held_for_reading(folder):
        open_for_reading(folder)  # what is wrong with it is said here, not by every worker
        app = application(folder, base, limits, [*hosts, host, *(_LOOPBACK if _is_loopback(host) else ())], origins)
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=256,
            backlog=256,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=64 << 10,
            ws="none",
        )
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            listener = socket.create_server((host, port), family=family, backlog=config.backlog)
        except OSError as error:
            raise KgExportError(f"cannot listen at {host}, port {port}: {error.strerror or error}") from None
        with listener:
            listening()
            try:
                uvicorn.Server(config).run(sockets=[listener])
            except SystemExit:
                raise StoreError(folder, "its workers did not start") from None


def _graph_media(request: Request) -> str:
    media = wanted(request.headers.get("accept", "*/*"), tuple(GRAPHS))
    if media is None and "text/html" in request.headers.get("accept", ""):
        return "text/turtle"
    if media is None:
        raise Refused(406, f"this comes as {', '.join(GRAPHS)}")
    return media


def _fields(encoded: bytes) -> dict[str, list[str]]:
    try:
        return parse_qs(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "not a form in UTF-8, or one with too many fields") from None


def _utf8(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Refused(400, "the query is not in UTF-8") from None


def _host_in(header: str) -> str:
    """The host of a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
