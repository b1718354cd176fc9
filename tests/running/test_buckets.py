"""s3:// through s3fs, gs:// through gcsfs, against servers of the two on loopback. What is not installed is skipped."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.running.test_folder import articles, content, lines
from tests.running.test_remote import exported

LOOPBACK = "127.0.0.1"


@contextmanager
def s3(setenv: Callable[[str, str], None]) -> Iterator[Any]:
    s3fs, server = pytest.importorskip("s3fs"), pytest.importorskip("moto.server")
    running = server.ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    setenv("AWS_ACCESS_KEY_ID", "nobody")
    setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    setenv("AWS_DEFAULT_REGION", "us-east-1")
    setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    setenv("AWS_EC2_METADATA_DISABLED", "true")
    s3fs.S3FileSystem.clear_instance_cache()
    try:
        yield s3fs.S3FileSystem()
    finally:
        s3fs.S3FileSystem.clear_instance_cache()
        running.stop()


@contextmanager
def gs(setenv: Callable[[str, str], None]) -> Iterator[Any]:
    # What kind of bucket it is gcsfs would ask over gRPC, which the emulator does not speak. Read when it is imported.
    setenv("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
    setenv("NO_GCE_CHECK", "true")  # no address in Google's network is asked who we are
    gcsfs, server = pytest.importorskip("gcsfs"), pytest.importorskip("gcp_storage_emulator.server")
    running = server.create_server(LOOPBACK, 0, in_memory=True)
    running.start()
    setenv("STORAGE_EMULATOR_HOST", f"http://{LOOPBACK}:{running._api._httpd.server_port}")
    gcsfs.GCSFileSystem.clear_instance_cache()
    try:
        yield gcsfs.GCSFileSystem()
    finally:
        gcsfs.GCSFileSystem.clear_instance_cache()
        running.stop()


SERVERS: dict[str, Callable[..., AbstractContextManager[Any]]] = {"s3": s3, "gs": gs}


@pytest.fixture(params=SERVERS)
def scheme(request: pytest.FixtureRequest) -> str:
    """How the addresses of the bucket begin."""
    return str(request.param)


@pytest.fixture
def bucket(scheme: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A file system with an empty bucket "news"; addresses with the scheme mean its server."""
    monkeypatch.setenv("no_proxy", LOOPBACK)
    with SERVERS[scheme](monkeypatch.setenv) as system:
        system.mkdir("news")
        yield system
        system.rm("news", recursive=True)  # what the server holds may outlive it


def held(bucket: Any) -> dict[str, bytes]:
    bucket.invalidate_cache()
    return {name.rpartition("/")[2]: bucket.cat(name) for name in bucket.find("news/graph")}


def test_a_corpus_in_a_bucket_is_exported_into_the_bucket(scheme: str, bucket: Any, tmp_path: Path) -> None:
    data = lines(tmp_path / "articles.jsonl", articles("one", "two", "three")).read_bytes()
    bucket.pipe("news/in/2025/a.jsonl", data)
    bucket.pipe("news/in/2025/b.jsonl", b"no json\n")
    assert exported(tmp_path / "articles.jsonl", "-o", f"{tmp_path}/here/") == 0
    expected = content(tmp_path / "here")
    for _ in range(2):  # the second run goes on from the ledger that is kept here
        status = exported(
            f"{scheme}://news/in/2025/*.jsonl", "-o", f"{scheme}://news/graph/", "--ledger", tmp_path / "kept"
        )
        assert status == 4
        assert held(bucket) == expected
    # What is withdrawn goes from the bucket, too.
    fewer = lines(tmp_path / "fewer.jsonl", articles("one"))
    bucket.pipe("news/in/2025/a.jsonl", fewer.read_bytes())
    bucket.rm("news/in/2025/b.jsonl")
    assert exported(f"{scheme}://news/in/2025/", "-o", f"{scheme}://news/graph/", "--ledger", tmp_path / "kept") == 0
    assert exported(fewer, "-o", f"{tmp_path}/fewer/") == 0
    assert held(bucket) == content(tmp_path / "fewer") != expected


def test_a_file_is_written_to_a_bucket_and_one_that_is_not_there_is_told(
    scheme: str, bucket: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = lines(tmp_path / "articles.jsonl", articles("one"))
    assert exported(source, "-o", tmp_path / "here.ttl") == 0
    assert exported(source, "-o", f"{scheme}://news/there.ttl") == 0
    assert bucket.cat("news/there.ttl") == (tmp_path / "here.ttl").read_bytes()
    assert exported(f"{scheme}://news/nothing.jsonl", "-o", tmp_path / "out.ttl") == 3
    assert f"{scheme}://news/nothing.jsonl: no such file or folder" in capsys.readouterr().err
    assert exported(source, "-o", f"{scheme}://nobucket/there.ttl") == 5
