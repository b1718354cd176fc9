"""brat standoff that people have corrected, back into an annotated article.

What was not touched comes back exactly as it was, what brat cannot show included. A span, an event or an attribute that was
added, moved, changed or taken away changes the records that it stands for, and those that refer to them.
"""

from msgspec.structs import replace

from kgexport.corrections.edits import Edits
from kgexport.corrections.events import Events
from kgexport.corrections.standoff import Standoff
from kgexport.corrections.things import Things
from kgexport.model import AnnotatedArticle, Place

_BY_HAND = ", corrected by hand"


def corrected(base: AnnotatedArticle, edited: Standoff, source: str) -> AnnotatedArticle:
    """The article with what ``edited`` says. ``base`` is what the standoff was written from, ``source`` the name of the file.

    Raises ReadError for what cannot be an annotation: a statement without a speaker, an argument that is nobody's mention, a
    value that is none of a list. References, spans and chains are for the gate to check.
    """
    edits = Edits(base, edited, source)
    if edits.edited == edits.before:
        return base
    reader, events = Things(edits), Events(edits)
    things, times = list(reader.things()), tuple(reader.times())
    statements, meetings, posts = events.statements(), events.meetings(), events.posts()
    told = [reader.with_references(thing) for thing in things]
    extraction = base.extraction
    if extraction is not None and not extraction.tool.endswith(_BY_HAND):
        extraction = replace(extraction, tool=f"{extraction.tool}{_BY_HAND}")
    return replace(
        base,
        extraction=extraction,
        agents=tuple(thing for thing in told if not isinstance(thing, Place)),
        places=tuple(thing for thing in told if isinstance(thing, Place)),
        times=times,
        memberships=tuple(posts),
        meetings=tuple(meetings),
        statements=tuple(events.with_about(statements, things, meetings)),
        links=tuple(reader.links({thing.id for thing in things})),
        publisher=edits.current(base.publisher),
        authors=tuple(filter(None, map(edits.current, base.authors))),
    )
