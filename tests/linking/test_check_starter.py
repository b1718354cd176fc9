"""The script that compares the starter's ids with other lists."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

HEADER = "id,type,label,aliases,post,post_country,valid_from,valid_to\n"
TABLE = "country,positionLabel,officeholder,officeholderLabel,start_year,end_year\n"


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, with a starter of one row: a prime minister of Peru since 2022."""
    file = Path(__file__).parents[2] / "scripts" / "check_starter.py"
    spec = importlib.util.spec_from_file_location("check_starter", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "check_starter", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "AUTHORITIES", tmp_path)
    monkeypatch.setattr(module, "SEEN", tmp_path / "text.csv")
    (tmp_path / "text.csv").write_text("id,name\n")
    (tmp_path / "starter.csv").write_text(f"{HEADER}Q11,person,Ana Ruiz,,Prime Minister,PE,2022,\n")
    (tmp_path / "starter.sources.csv").write_text("id,label,source\nQ11,Ana Ruiz,leaders\n")
    (tmp_path / "index.json").write_text(json.dumps({"wikidata": {}}))
    return module


def run(check: ModuleType, monkeypatch: pytest.MonkeyPatch, *holders: str) -> int:
    folder = check.AUTHORITIES
    (folder / "leaders.csv").write_text(TABLE + "".join(f"Peru,Prime Minister of Peru,{each}\n" for each in holders))
    monkeypatch.setattr(
        sys, "argv", ["check", str(folder / "index.json"), f"leaders={folder / 'leaders.csv'}", "--all"]
    )
    return int(check.main())


def test_a_row_with_its_name_and_post_in_its_source_is_confirmed(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(check, monkeypatch, "Q11,Ana Ruiz,2022,") == 0


@pytest.mark.parametrize(
    ("holders", "told"),
    [
        (["Q11,Q11,2022,"], "Q11 Ana Ruiz: nothing in leaders"),
        (["Q11,Bo Diaz,2022,"], "Q11 Ana Ruiz: bo diaz in leaders"),
        (["Q11,Ana Ruiz,2019,"], "since 2019, not 2022"),
        (["Q11,Ana Ruiz,2022,2025"], "until 2025"),
        (["Q11,Ana Ruiz,2022,", "Q12,Bo Diaz,2026,"], "until 2026"),
    ],
)
def test_what_a_source_has_otherwise_or_without_a_name_is_told(
    check: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    holders: list[str],
    told: str,
) -> None:
    assert run(check, monkeypatch, *holders) == 1
    assert told in capsys.readouterr().out


def test_who_holds_the_very_post_is_known_by_a_part_of_the_name(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(check, monkeypatch, "Q11,Ana Maria Ruiz Soto,2022,") == 0
