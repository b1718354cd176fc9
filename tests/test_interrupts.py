"""An interrupt ends a command with status 130, wherever it strikes."""

import signal
from typing import Any

import pytest

from kgexport import cli


class Struck:
    """A descriptor whose class is being made when the interrupt comes."""

    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def strike(*_: Any, **__: Any) -> None:
    """What an import does when it makes a class."""
    type("Made", (), {"field": Struck()})


@pytest.mark.parametrize("fail", [strike, signal.default_int_handler])
def test_an_interrupt_is_no_bug_even_where_python_wraps_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fail: Any
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli.cli, "main", lambda **_: fail(signal.SIGINT, None))
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "kgexport: interrupted\n"


def test_any_other_error_is_told_as_a_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(cli.cli, "main", fail)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 5
    err = capsys.readouterr().err
    assert "RuntimeError: broken" in err
    assert "this is a bug" in err
