"""A corpus that is annotated in parts, wherever, and exported once."""

from pathlib import Path

import msgspec

from kgexport.api import mapping_options
from kgexport.pipeline import annotate_to
from kgexport.running.folder import export_folder
from tests.copies.texts import report
from tests.running.test_folder import content

TEXTS = {
    "one": "Foreign Minister Anna Huber met President Peter Frei in Vienna on Tuesday.",
    "two": "“We have agreed on nothing,” Anna Huber told reporters in Oslo.",
    "three": f"Peter Frei will travel to Madrid. {report(1)}",
    "four": f"Peter Frei will travel to Madrid. {report(1)}",
}


def test_annotating_in_parts_gives_the_shards_of_one_export(tmp_path: Path) -> None:
    lines = [
        msgspec.json.encode({"id": name, "text": text, "published": "2025-03-04"}) + b"\n"
        for name, text in TEXTS.items()
    ]
    (tmp_path / "whole.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "annotated").mkdir()
    for number in range(2):
        part = tmp_path / f"{number}.jsonl"
        part.write_bytes(b"".join(lines[number::2]))
        annotate_to([part], tmp_path / "annotated" / part.name)
    for name in ("whole.jsonl", "annotated"):
        export_folder([tmp_path / name], tmp_path / f"of-{name}", options=mapping_options())
    expected, found = (content(tmp_path / f"of-{name}") for name in ("whole.jsonl", "annotated"))
    assert found == expected
    assert "same-reports.nq" in found
