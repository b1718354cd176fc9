"""s3:// through s3fs, against a server of the protocol on loopback. Where s3fs and moto are not installed, this is skipped."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.running.test_folder import articles, content, lines
from tests.running.test_remote import exported

s3fs = pytest.importorskip("s3fs")
server = pytest.importorskip("moto.server")
LOOPBACK = "127.0.0.1"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A file system with an empty bucket "news"; addresses with s3:// mean this server."""
    running = server.ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    settings = {
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_EC2_METADATA_DISABLED": "true",
        "no_proxy": LOOPBACK,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    system.mkdir("news")
    try:
        yield system
    finally:
        system.rm("news", recursive=True)  # what the server holds outlives it
        s3fs.S3FileSystem.clear_instance_cache()
        running.stop()


def held(bucket: Any) -> dict[str, bytes]:
    bucket.invalidate_cache()
    return {name.rpartition("/")[2]: bucket.cat(name) for name in bucket.find("news/graph")}


def test_a_corpus_in_a_bucket_is_exported_into_the_bucket(bucket: Any, tmp_path: Path) -> None:
    data = lines(tmp_path / "articles.jsonl", articles("one", "two", "three")).read_bytes()
    bucket.pipe("news/in/2025/a.jsonl", data)
    bucket.pipe("news/in/2025/b.jsonl", b"no json\n")
    assert exported(tmp_path / "articles.jsonl", "-o", f"{tmp_path}/here/") == 0
    expected = content(tmp_path / "here")
    for _ in range(2):  # the second run goes on from the ledger that is kept here
        status = exported("s3://news/in/2025/*.jsonl", "-o", "s3://news/graph/", "--ledger", tmp_path / "kept")
        assert status == 4
        assert held(bucket) == expected
    # What is withdrawn goes from the bucket, too.
    fewer = lines(tmp_path / "fewer.jsonl", articles("one"))
    bucket.pipe("news/in/2025/a.jsonl", fewer.read_bytes())
    bucket.rm("news/in/2025/b.jsonl")
    assert exported("s3://news/in/2025/", "-o", "s3://news/graph/", "--ledger", tmp_path / "kept") == 0
    assert exported(fewer, "-o", f"{tmp_path}/fewer/") == 0
    assert held(bucket) == content(tmp_path / "fewer") != expected


def test_a_file_is_written_to_a_bucket_and_one_that_is_not_there_is_told(
    bucket: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = lines(tmp_path / "articles.jsonl", articles("one"))
    assert exported(source, "-o", tmp_path / "here.ttl") == 0
    assert exported(source, "-o", "s3://news/there.ttl") == 0
    assert bucket.cat("news/there.ttl") == (tmp_path / "here.ttl").read_bytes()
    assert exported("s3://news/nothing.jsonl", "-o", tmp_path / "out.ttl") == 3
    assert "s3://news/nothing.jsonl: no such file or folder" in capsys.readouterr().err
    assert exported(source, "-o", "s3://nobucket/there.ttl") == 5
    assert os.environ["AWS_ENDPOINT_URL"].startswith(f"http://{LOOPBACK}:")
