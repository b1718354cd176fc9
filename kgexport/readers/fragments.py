"""Pieces of HTML inside other formats: all of their text, without looking for what is the article."""

from kgexport.errors import MissingExtra


def text_of_html(markup: str) -> str:
    """The text of a piece of HTML, its paragraphs kept.

    Raises MissingExtra where lxml is not installed, ValueError for markup that would take too long (html_tree.py).
    """
    if "<" not in markup and "&" not in markup:
        return markup
    try:
        from kgexport.readers.html_tree import parsed
    except ImportError:
        raise MissingExtra("reading HTML", "html") from None
    from kgexport.readers.markup import paragraphs_of

    return "\n\n".join(paragraphs_of(parsed(f"<div>{markup}</div>")))
