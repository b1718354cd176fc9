"""Rewrites the expected files of all cases, those that are pending apart."""

from tests.cases import answers, cases

for case in cases():
    if (case / "pending").exists():
        continue
    for path, content in answers(case):
        if path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            print(f"rewritten: {path}")
