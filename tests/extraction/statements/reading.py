"""Statements as a reader would put them down, so that a test can say what it expects in words."""

from kgexport.model import AnnotatedArticle, Statement


def name_of(annotated: AnnotatedArticle, agent: str) -> str:
    """The name, or the description, of an agent or document."""
    found = next(each for each in annotated.agents if each.id == agent)
    return str(getattr(found, "name", None) or getattr(found, "description", None))


def words(statement: Statement) -> str:
    """The content, its parts joined by dots."""
    return " … ".join(part.text for part in statement.content)


def said(annotated: AnnotatedArticle) -> list[tuple[str, str]]:
    """(speaker, content) of each statement, in reading order."""
    return [(name_of(annotated, each.speaker), words(each)) for each in annotated.statements]


def chains(annotated: AnnotatedArticle) -> list[tuple[str, ...]]:
    """The speakers of each chain, from the one who passes on to the one who said it; statements that stand alone are left out."""
    by_id = {each.id: each for each in annotated.statements}
    below = {source for each in annotated.statements for source in each.based_on}

    def down(statement: Statement) -> list[tuple[str, ...]]:
        speaker = name_of(annotated, statement.speaker)
        if not statement.based_on:
            return [(speaker,)]
        return [(speaker, *rest) for source in statement.based_on for rest in down(by_id[source])]

    return [chain for each in annotated.statements if each.id not in below for chain in down(each) if len(chain) > 1]


def addressees(annotated: AnnotatedArticle, statement: Statement) -> list[str]:
    """Who is spoken to."""
    return [name_of(annotated, each) for each in statement.addressees]
