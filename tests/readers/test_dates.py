"""Dates as publishers write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgexport.readers.dates import read_date


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-10-21", "2025-10-21"),
        ("2025-10-21T17:30:00Z", "2025-10-21T17:30:00+00:00"),
        ("2025-10-21 17:30 +0200", "2025-10-21T17:30:00+02:00"),
        ("20251021T173000Z", "2025-10-21T17:30:00+00:00"),
        ("Tue, 21 Oct 2025 17:30:00 EST", "2025-10-21T17:30:00-05:00"),
        ("October 21, 2025", "2025-10-21"),
        ("21st October 2025, 5:30 pm", "2025-10-21T17:30:00"),
        ("10/21/2025", "2025-10-21"),
        (1761060600, "2025-10-21T15:30:00+00:00"),
        ("1761060600123", "2025-10-21T15:30:00.123000+00:00"),
        (20251021, "2025-10-21"),
        # Years of two digits and zones by name, as RFC 822 had them; a zone that means several leaves a local time.
        ("Tue, 21 Oct 25 17:30:00 EDT", "2025-10-21T17:30:00-04:00"),
        ("21 Oct 99 17:30 UT", "1999-10-21T17:30:00+00:00"),
        ("Tue, 21 Oct 2025 17:30:00 N", "2025-10-21T17:30:00"),
        ("Tue, 21 Oct 2025 17:30:00 IST", "2025-10-21T17:30:00"),
        ("2025-W43-2", "2025-10-21"),
        ("2025-W43-2T10:00:00+02:00", "2025-10-21T10:00:00+02:00"),
        ("2025-10-21T17:30:00+02:00[Europe/Paris]", "2025-10-21T17:30:00+02:00"),
        ("Tue Oct 21 17:30:00 2025", "2025-10-21T17:30:00"),
        ("Tue Oct 21 17:30:00 +0000 2025", "2025-10-21T17:30:00+00:00"),
        ("21-Oct-2025 17:30", "2025-10-21T17:30:00"),
    ],
)
def test_a_date_is_read(written: object, meant: str) -> None:
    assert read_date(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "03/04/2025",
        "21/10/25",
        "21-Oct-25",
        "25-10-21",
        "2025-W43",
        "2025-10",
        "202510211730",  # a time of 1976 in milliseconds, or of 2025 in digits
        202510211730,
        1761060600000000,
        "21 octobre 2025",
        "mardi 3 mars 2025",
        "21 mai 2025",
        "1er janvier 2025",
        "21 de octubre de 2025",
        "2025-02-30",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        0,
        True,
        [],
        "2025-10-21T10:00:00+20:00",
    ],
)
def test_what_is_not_surely_a_date_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(written)


@given(st.text(max_size=40) | st.floats() | st.integers())
def test_whatever_is_written_there_is_a_date_or_a_valueerror(written: object) -> None:
    with contextlib.suppress(ValueError):
        assert read_date(written)[:4].isdigit()
