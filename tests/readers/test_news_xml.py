"""NewsML-G2 and NITF: what agencies send, and XML made to do harm."""

from pathlib import Path

import pytest

from kgexport.errors import ReadError
from kgexport.model import Article
from kgexport.readers import read_inputs
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


MESSAGE = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet></newsMessage>'


def test_a_message_is_read_item_by_item_so_that_its_length_costs_no_memory(tmp_path: Path) -> None:
    item = ITEM.replace("<p>Three.</p>", f"<p>{'Three words. ' * 1000}</p>")
    items = "".join(item.format(n=n, status="usable") for n in range(2000))
    path = written(tmp_path / "a.xml", MESSAGE.format(items=items))
    assert path.stat().st_size > 25_000_000
    del items
    with bounded(seconds=20, megabytes=30):
        assert sum(isinstance(each, Article) for each in read_inputs([path])) == 2000


LARGE = {
    "elements": "<p>Three words.</p>" * 100_000,
    "text": f"<p>{'Three words. ' * 600_000}</p>",
    "attributes": "<p " + " ".join(f"a{n}='1'" for n in range(200_000)) + ">x</p>",
}


@pytest.mark.parametrize("what", LARGE)
def test_an_item_that_is_too_large_costs_only_itself(tmp_path: Path, what: str) -> None:
    item = ITEM.format(n=2, status="usable").replace("<p>Three.</p>", LARGE[what])
    items = ITEM.format(n=1, status="usable") + item + ITEM.format(n=3, status="usable")
    with bounded(seconds=10, megabytes=100):
        first, error, last = read(written(tmp_path / "a.xml", MESSAGE.format(items=items)))
    assert [getattr(each, "id", None) for each in (first, last)] == ["urn:newsml:a.example:1", "urn:newsml:a.example:3"]
    assert isinstance(error, ReadError)
    assert error.reason.startswith("item 2: a news item ")
    assert "more than" in error.reason


def test_of_a_message_that_is_cut_off_the_items_before_the_cut_are_read(tmp_path: Path) -> None:
    items = ITEM.format(n=1, status="usable") + ITEM.format(n=2, status="usable")[:-60]
    first, error = read(written(tmp_path / "a.xml", MESSAGE.format(items=items)[:-30]))
    assert isinstance(first, Article)
    assert isinstance(error, ReadError)
    assert error.reason.startswith("broken XML")


def test_news_in_utf_16_are_told_and_read(tmp_path: Path) -> None:
    document = '<?xml version="1.0" encoding="UTF-16"?>' + ITEM.format(n=1, status="usable")
    assert one(written(tmp_path / "a.xml", document.encode("utf-16"))).publisher == "The Agency"


def test_an_item_under_an_embargo_is_said_and_one_without_its_end_is_refused(tmp_path: Path) -> None:
    notices: list[str] = []
    item = ITEM.format(n=1, status="usable")
    until = item.replace("<pubStatus", "<embargoed>2025-10-22T06:00:00+02:00</embargoed><pubStatus")
    one(written(tmp_path / "a.xml", until), notice=notices.append)
    assert notices == [f"{tmp_path / 'a.xml'}: item 1: under an embargo until 2025-10-22T06:00:00+02:00"]
    assert (
        "embargo" in problem(written(tmp_path / "b.xml", item.replace("<pubStatus", "<embargoed/><pubStatus"))).reason
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body><body.content><p>&l9;</p></body.content></body></nitf>',
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p></body.content></body></nitf>',
        f'<!DOCTYPE nitf [<!ENTITY l0 "ha">{LAUGHS}]><nitf><body a="&l9;"><body.content><p>x</p></body.content></body></nitf>',
        '<?xml version="1.0" encoding="x-nonsense"?><nitf/>',
        NITF.replace("One&nbsp;", "Übung ").replace('"1.0"', '"1.0" encoding="utf-8"').encode("latin-1"),
        f"<nitf><body a='{'x' * 20_000_000}'/></nitf>",
        "<nitf>" + "<p>" * 100_000,
        NITF[:-80],
        "<nitf><body/></nitf>",
    ],
)
def test_broken_and_hostile_xml_is_refused_at_once(tmp_path: Path, content: str | bytes) -> None:
    with bounded(seconds=5, megabytes=100):
        found = read(written(tmp_path / "a.nitf", content))
    assert found
    for error in found:
        assert isinstance(error, ReadError)
        assert "root:" not in error.reason
        assert "XML_PARSE" not in error.reason
