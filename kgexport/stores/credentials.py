"""Who we are to a server: from the environment, else from netrc; never from an address, where logs would keep it."""

import netrc
import os
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from kgexport.errors import UsageError

USER, PASSWORD = "KGEXPORT_USER", "KGEXPORT_PASSWORD"


@dataclass(frozen=True)
class Credentials:
    """A user and a password, which no ``repr`` shows."""

    user: str
    password: str = field(repr=False)


def checked_address(url: str, option: str) -> str:
    """The address of a server. Raises UsageError, which repeats nothing of it where it holds a password."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise UsageError(f"{option}: not the address of a server") from None
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{option}: no user or password in an address; set {USER} and {PASSWORD}, or use ~/.netrc")
    if not valid or parts.fragment:
        raise UsageError(f"{option}: not the address of a server: {url!r}")
    return url


def credentials_for(url: str) -> Credentials | None:
    """Those of the environment, else those that netrc (``NETRC``, else ``~/.netrc``) has for the host; None where there are none.

    Raises UsageError for a netrc that cannot be read.
    """
    if USER in os.environ:
        return Credentials(os.environ[USER], os.environ.get(PASSWORD, ""))
    try:
        known = netrc.netrc(os.environ.get("NETRC")).authenticators(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return None
    except netrc.NetrcParseError as error:
        raise UsageError(f"netrc: {error.msg} (line {error.lineno})") from None
    except OSError as error:
        raise UsageError(f"netrc: {error.strerror}") from None
    return Credentials(known[0] or "", known[2] or "") if known else None


class AsAsked(httpx.Auth):
    """Says who we are when the server asks, in the way it asks for: Basic or Digest."""

    requires_request_body = True

    def __init__(self, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._credentials is None:
            yield request
            return
        if self._chosen is None:
            response = yield request
            challenge = response.headers.get("www-authenticate", "").lower()
            if response.status_code != httpx.codes.UNAUTHORIZED or not challenge:
                return
            digest = "digest" in challenge
            kind = httpx.DigestAuth if digest else httpx.BasicAuth
            self._chosen = kind(self._credentials.user, self._credentials.password)
            flow = self._chosen.auth_flow(request)
            following = next(flow)
            if digest:  # begins with a request that says nothing, whose answer we have
                following = flow.send(response)
            with suppress(StopIteration):
                while True:
                    response = yield following
                    following = flow.send(response)
            return
        yield from self._chosen.auth_flow(request)
