"""What the server and its workers tell each other: a JSON object and a body, each with its length before it."""

import json
import struct
from typing import Any, BinaryIO

HEAD = struct.Struct(">II")


def packed(message: dict[str, Any], body: bytes = b"") -> bytes:
    """One message as bytes."""
    head = json.dumps(message).encode()
    return HEAD.pack(len(head), len(body)) + head + body


def received(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message; None at the end."""
    lengths = stream.read(HEAD.size)
    if len(lengths) < HEAD.size:
        return None
    head, body = HEAD.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)
