"""NewsML-G2 and NITF: what agencies send, and XML made to do harm."""

from pathlib import Path

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from tests.readers.reading import bounded, one, problem, read, written

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:a.example:{n}" version="1" xml:lang="en">
<itemMeta><provider literal="The Agency"/><versionCreated>2025-10-21T16:00:00+02:00</versionCreated>
<firstCreated>2025-10-21T15:00:00+02:00</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><by>By Lena Ortiz</by><headline>Talks resume</headline><keyword>grain</keyword></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
<body><p>One <em>and</em> two.</p><p>Three.</p></body></html></inlineXML></contentSet></newsItem>"""
NITF = """<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.5/specification/dtd/nitf-3-5.dtd">
<nitf><head><title>x</title><docdata><doc-id id-string="d1"/><date.issue norm="20251021T173000+0200"/>
<doc.copyright holder="The Agency"/><key-list><keyword key="grain"/></key-list></docdata>
<pubdata position.section="World"/></head>
<body><body.head><hedline><hl1>Talks resume</hl1></hedline><byline>By <person>Lena Ortiz</person></byline></body.head>
<body.content><block><p>One&nbsp;and two.</p><p>Three.</p></block></body.content></body></nitf>"""


def test_the_items_of_a_message_are_articles_and_a_cancelled_one_is_refused(tmp_path: Path) -> None:
    items = ITEM.format(n=1, status="usable") + ITEM.format(n=2, status="canceled") + ITEM.format(n=3, status="usable")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'
    first, error, last = read(written(tmp_path / "a.xml", message))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert first.text == "Talks resume\n\nOne and two.\n\nThree."
    assert (first.id, first.publisher, first.authors) == ("urn:newsml:a.example:1", "The Agency", ("Lena Ortiz",))
    assert (first.published, first.modified) == ("2025-10-21T15:00:00+02:00", "2025-10-21T16:00:00+02:00")
    assert (first.language, first.keywords) == ("en", ("grain",))
    assert isinstance(error, ReadError)
    assert "canceled" in error.reason


def test_a_document_of_nitf_is_an_article(tmp_path: Path) -> None:
    article = one(written(tmp_path / "a.xml", NITF))
    assert article.text == "Talks resume\n\nOne\xa0and two.\n\nThree."
    assert (article.id, article.publisher, article.authors) == ("d1", "The Agency", ("Lena Ortiz",))
    assert (article.published, article.section) == ("2025-10-21T17:30:00+02:00", "World")
    assert article.keywords == ("grain",)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body><body.content><p>&l9;</p></body.content></body></nitf>',
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p></body.content></body></nitf>',
        "<nitf>" + "<p>" * 100_000,
        NITF[:-80],
        "<nitf><body/></nitf>",
    ],
)
def test_broken_and_hostile_xml_is_refused_at_once(tmp_path: Path, content: str) -> None:
    with bounded(seconds=5, megabytes=100):
        reason = problem(written(tmp_path / "a.nitf", content)).reason
    assert "root:" not in reason
