"""Inputs and outputs that are not on this machine's disks: any address that fsspec knows (s3://, gs://, memory://, …).

Inputs are copied to a temporary folder one after the other; outputs are written here first, whole, and then copied, what
tells that they are complete last.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from kgexport.errors import MissingExtra, ReadError, UsageError, WriteError
from kgexport.readers import Read, ReadOptions, read_inputs

# Schemes of stores that have no folders: to make one there would make the bucket, of a name that may be misspelt.
_BUCKETS = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci"))


def is_remote(address: str | Path) -> bool:
    """True for an address with a scheme."""
    scheme, mark, _ = str(address).partition("://")
    return bool(mark) and scheme.isalnum()


def read_anywhere(inputs: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Read]:
    """What ``read_inputs`` gives, of addresses too; an address with ``*`` stands for all that match, in order."""
    for each in inputs:
        if not is_remote(each):
            yield from read_inputs([each], options)
            continue
        try:
            system, paths = _opened(str(each))
            names = sorted(system.find(paths)) if system.isdir(paths) else sorted(system.glob(paths))
        except (OSError, ValueError) as error:
            yield ReadError(each, str(error))
            continue
        if not names:
            yield ReadError(each, "no such file or folder")
        for name in names:
            yield from _read_copy(system, name, f"{str(each).partition('://')[0]}://{name.lstrip('/')}", options)


def _read_copy(system: Any, name: str, shown: str, options: ReadOptions | None) -> Iterator[Read]:
    with tempfile.TemporaryDirectory(prefix="kgexport-") as folder:
        copy = Path(folder, name.rpartition("/")[2])
        try:
            system.get_file(name, str(copy))
            sidecar = f"{name.removesuffix('.txt')}.meta.json"
            if name.endswith(".txt") and system.exists(sidecar):
                system.get_file(sidecar, str(Path(folder, sidecar.rpartition("/")[2])))
        except OSError as error:
            yield ReadError(shown, str(error))
            return
        if copy.name.endswith(".meta.json"):
            return
        given = options or ReadOptions()
        there = replace(
            given,
            notice=lambda remark: given.notice(remark.replace(str(copy), shown)),
            placed=lambda place: given.placed(place._replace(source=shown)),
        )
        for read in read_inputs([copy], there):
            yield ReadError(shown, read.reason, read.line, whole=read.whole) if isinstance(read, ReadError) else read


@contextmanager
def written_to(address: str, working: Path | None = None) -> Iterator[Path]:
    """A path here to write to, a file or (``address`` ends with a slash) a folder; what is there at the end is copied.

    A folder is kept in ``working``, where the next run finds its ledger; without, the next run begins anew. Raises WriteError,
    UsageError for an address that nothing here can write to.
    """
    system, target = _opened(address)
    with tempfile.TemporaryDirectory(prefix="kgexport-") as temporary:
        if address.endswith("/"):
            folder = working or Path(temporary, "out")
            yield folder
            _copy_folder(system, folder, target.rstrip("/"), address)
        else:
            path = Path(temporary, target.rpartition("/")[2])
            yield path
            if path.exists():
                _put(system, path, target, address)


def _copy_folder(system: Any, folder: Path, target: str, address: str) -> None:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return
    complete = f"{target}/{manifest.name}"
    if system.exists(complete):
        system.rm(complete)
    here = {
        path.name: path for path in folder.iterdir() if path.suffix != ".part" and not path.name.startswith("ledger.")
    }
    for name, path in sorted(here.items()):
        if path != manifest:
            _put(system, path, f"{target}/{name}", address)
    for found in [*system.glob(f"{target}/articles-*"), *system.glob(f"{target}/same-reports.*")]:
        if found.rpartition("/")[2] not in here:
            system.rm(found)
    _put(system, manifest, complete, address)


def _put(system: Any, path: Path, target: str, address: str) -> None:
    try:
        parent = target.rpartition("/")[0]
        if parent and not _BUCKETS.intersection(
            [system.protocol] if isinstance(system.protocol, str) else system.protocol
        ):
            system.makedirs(parent, exist_ok=True)
        system.put_file(str(path), target)
    except OSError as error:
        raise WriteError(address, str(error)) from None


def _opened(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise MissingExtra("an address such as s3://", "remote") from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address}: {error}") from None
    return system, path
