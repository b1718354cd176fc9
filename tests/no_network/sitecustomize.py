"""Loaded by every Python that the tests start, since its folder is on PYTHONPATH: no connection leaves this machine.

An attempt is refused where it is made and written to the file that KGEXPORT_CONNECTIONS names; one line is enough to fail the
whole run of the tests. Python's own sockets are seen here; those of compiled libraries are counted by ``make torture``, with
strace.
"""

import os
import sys

_LOG = "KGEXPORT_CONNECTIONS"
_LOOPBACK = ("localhost", "127.", "::1", "::ffff:127.", "0.0.0.0")
_EVENTS = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
    }
)


def _host(event: str, arguments: tuple[object, ...]) -> str | None:
    """Where it goes; None for what stays on the machine by its kind, such as a Unix socket."""
    named = event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
    where = arguments[0] if named else arguments[1]
    if named and not where:
        return None  # any address of this machine
    if isinstance(where, tuple):
        where = where[0]
        return where.decode() if isinstance(where, bytes) else str(where)
    return (where.decode() if isinstance(where, bytes) else str(where)) if named else None


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook (PEP 578). Raises PermissionError for a connection that would leave the machine."""
    if event not in _EVENTS:
        return
    host = _host(event, arguments)
    if host is None or host.startswith(_LOOPBACK):
        return
    with open(os.environ[_LOG], "a", encoding="utf-8") as log:  # noqa: PTH123
        log.write(f"{event} {host!r} in {sys.argv}\n")
    raise PermissionError(f"the tests connect to nobody, and this was to be {event} {host!r}")


if _LOG in os.environ and not getattr(sys, "_connections_are_watched", False):
    sys.addaudithook(watch)
    sys._connections_are_watched = True  # type: ignore[attr-defined]
