"""Which known agent or place an agent or place of the article is."""

from kgexport.model.record import Record


class Link(Record, frozen=True, kw_only=True):
    """A link to an authority's entry, with how sure the linker was."""

    agent: str  # id of an agent or a place
    target: str  # the authority's id: "Q22686" for Wikidata
    authority: str  # name of the authority
    method: str  # what decided: "alias", "alias+post", …
    score: float  # 0..1

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"a score lies between 0 and 1: {self.score}")
