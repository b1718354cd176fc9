"""An article: its text, which all offsets refer to, and its metadata."""

from datetime import date, datetime
from functools import lru_cache

from kgexport.model.mention import Mention
from kgexport.model.record import Record


class Article(Record, frozen=True, kw_only=True):
    """A news article. ``text`` includes the title and is the only string that offsets refer to."""

    id: str  # minted by the reader: given, or from the canonical URL, or from the text (identifiers.article_id)
    text: str
    title: Mention | None = None
    url: str | None = None  # where it was read
    canonical_url: str | None = None  # what the publisher calls its address
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # xsd:date or xsd:dateTime, as given
    modified: str | None = None  # likewise
    language: str | None = None  # BCP 47
    section: str | None = None  # the part of the publication that it stood in
    keywords: tuple[str, ...] = ()  # the publisher's own

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        for moment in (self.published, self.modified):
            if moment is not None:
                _date_of(moment)

    @property
    def published_date(self) -> date | None:
        """The day of publication in the zone it was given in; None when the metadata do not say."""
        return None if self.published is None else _date_of(self.published)


@lru_cache(maxsize=1024)  # each is asked for many times while its article is worked on
def _date_of(value: str) -> date:
    try:
        return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value).date()
    except ValueError:
        raise ValueError(f"not an ISO 8601 date or date-time: {value!r}") from None
