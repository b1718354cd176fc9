"""What a worker may not do, whatever a query makes it do: take more memory than its limit, or open a connection. Linux only."""

import ctypes
import errno
import platform
import sys
from pathlib import Path

# https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html: architecture -> (its audit number, socket's number)
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000 | errno.EACCES
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction))]


def limit_memory(megabytes: int) -> None:
    """So much memory more than there is now, and no more; no core files."""
    if sys.platform != "linux":  # pragma: no cover
        return
    import resource

    status = Path("/proc/self/status").read_text(encoding="ascii")
    data = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:"))
    size = (data << 10) + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse_connections() -> bool:
    """From here on this thread gets no socket (EACCES). False where the system cannot be told so."""
    known = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:  # pragma: no cover
        return False
    architecture, socket = known
    steps = (
        (_LOAD, 0, 0, 4),  # the architecture
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),  # the system call
        (_JUMP_IF_EQUAL, 0, 1, socket),
        (_RETURN, 0, 0, _FAIL),
        (_RETURN, 0, 0, _ALLOW),
    )
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), ctypes.cast(instructions, ctypes.POINTER(_Instruction)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if prctl(_NO_NEW_PRIVILEGES, 1, None, 0, 0) != 0:
        return False
    return bool(prctl(_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)
