"""Annotations go out to brat and come back: untouched as they were, corrected as people have corrected them."""

import contextlib
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgexport.corrections import corrected, standoff_of
from kgexport.corrections.standoff import read_standoff
from kgexport.errors import GateError, ReadError
from kgexport.model import (
    Act,
    AnnotatedArticle,
    Link,
    Organisation,
    Person,
    ReferringKind,
    Role,
    Status,
    current_status,
)
from tests.builders import LAKESIDE, make_annotated, make_article, make_statement, span
from tests.graphs import EXAMPLES, graph_of

BASE = make_annotated(links=(Link(agent="person-41", target="Q41", authority="toy", method="alias", score=0.9),))


def written(annotated: AnnotatedArticle = BASE) -> str:
    return standoff_of(annotated).written()


def read(ann: str, base: AnnotatedArticle = BASE) -> AnnotatedArticle:
    return corrected(base, read_standoff(ann, "a.ann"), "a.ann")


def name_of(ann: str, kind: str, words: str, nth: int = 1) -> str:
    """The id of the nth span of a type with some words."""
    return re.findall(rf"^(T\d+)\t{kind} [^\t]*\t{re.escape(words)}$", ann, re.MULTILINE)[nth - 1]


def event_of(ann: str, trigger: str) -> str:
    return re.findall(rf"^(E\d+)\t\w+:{trigger}\b", ann, re.MULTILINE)[0]


def at(words: str, nth: int = 1) -> str:
    """The offsets of some words as the format has them."""
    mention = span(LAKESIDE, words, nth)
    return f"{mention.begin} {mention.end}"


def changed(ann: str, pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> str:
    result, count = re.subn(pattern, replacement, ann, count=1, flags=re.MULTILINE)
    assert count == 1, pattern
    return result


def person(annotated: AnnotatedArticle, id: str) -> Person:
    (found,) = [agent for agent in annotated.agents if agent.id == id]
    assert isinstance(found, Person)
    return found


def test_what_nobody_touched_comes_back_as_it_was():
    assert read(written()) == BASE


def test_the_sample_comes_back_as_it_was(annotate, seed):
    annotated = annotate(seed.read_text(encoding="utf-8"), published="2025-10-21", publisher="The Gaze")
    assert len(annotated.statements) > 20
    assert read(written(annotated), annotated) == annotated


def test_the_same_article_gives_the_same_standoff():
    assert written(make_annotated()) == written(make_annotated())


def test_every_line_is_as_the_format_has_it():
    ann = written()
    assert f"Person {at('Ada Moreau')}\tAda Moreau\n" in ann
    assert re.search(r"^#\d+\tAnnotatorNotes T\d+\tname=Ada Moreau$", ann, re.MULTILINE)
    assert re.search(r"^N\d+\tReference T\d+ toy:Q41\tAda Moreau$", ann, re.MULTILINE)
    assert re.search(r"^A\d+\tAct E\d+ deny$", ann, re.MULTILINE)
    assert re.search(r"^\*\tEquiv T\d+ T\d+$", ann, re.MULTILINE)


def test_a_span_never_holds_a_line_break():
    begin = LAKESIDE.index("Geneva on Friday")
    end = LAKESIDE.index("Brandt told")
    content = (span(LAKESIDE, LAKESIDE[begin:end]),)
    annotated = make_annotated(statements=(make_statement(content=content),), meetings=())
    ann = written(annotated)
    assert ";" in re.findall(r"^T\d+\tContent ([^\t]*)\t", ann, re.MULTILINE)[0]
    assert read(ann, annotated) == annotated


def test_a_moved_mention_moves():
    ann = changed(written(), rf"^(T\d+)\tPerson {at('Ada Moreau')}\tAda Moreau$", rf"\1\tPerson {at('Ada')}\tAda")
    mention = person(read(ann), "person-41").mentions[0]
    assert (mention.text, mention.begin, mention.kind) == ("Ada", LAKESIDE.index("Ada"), ReferringKind.NAME)


def test_a_mention_that_is_joined_to_somebody_is_theirs():
    first = name_of(written(), "Person", "Ada Moreau")
    ann = (
        written()
        + f"T900\tPerson {at('Prime Minister')}\tPrime Minister\nA900\tKind T900 nominal\n*\tEquiv {first} T900\n"
    )
    moreau = person(read(ann), "person-41")
    assert [mention.text for mention in moreau.mentions] == ["Prime Minister", "Ada Moreau", "Moreau"]
    assert moreau.mentions[0].kind is ReferringKind.NOMINAL


def test_a_mention_that_is_joined_to_nobody_is_somebody_new():
    annotated = read(written() + f"T900\tOrganisation {at('Lakeside')}\tLakeside\n")
    (new,) = [agent for agent in annotated.agents if agent.id == "org-0"]
    assert isinstance(new, Organisation)
    assert new.name == "Lakeside"


def test_a_changed_type_changes_the_class_and_everything_that_refers_to_it():
    first, second = name_of(written(), "Person", "Jonas Brandt"), name_of(written(), "Person", "Brandt")
    ann = written()
    for name in (first, second):
        ann = changed(ann, rf"^{name}\tPerson ", f"{name}\tOrganisation ")
    annotated = read(ann)
    (brandt,) = [agent for agent in annotated.agents if getattr(agent, "name", "") == "Jonas Brandt"]
    assert isinstance(brandt, Organisation)
    assert brandt.id in {part.agent for part in annotated.meetings[0].participations}
    assert brandt.id in {statement.speaker for statement in annotated.statements}
    assert graph_of(annotated).quads


def test_a_changed_note_changes_the_name():
    ann = changed(written(), r"name=Ada Moreau$", "name=Ada Maria Moreau; the younger")
    assert person(read(ann), "person-41").name == "Ada Maria Moreau; the younger"


def test_two_who_are_joined_are_one():
    ann = written()
    ann += f"*\tEquiv {name_of(ann, 'Person', 'Ada Moreau')} {name_of(ann, 'Person', 'Jonas Brandt')}\n"
    annotated = read(ann)
    assert [agent.name for agent in annotated.agents if isinstance(agent, Person)] == ["Kim Vale", "Ada Moreau"]
    assert {statement.speaker for statement in annotated.statements} >= {"person-41"}
    assert "person-67" not in str(annotated)


def test_one_who_is_taken_apart_is_two():
    ann = written()
    pair = f"{name_of(ann, 'Person', 'Jonas Brandt')} {name_of(ann, 'Person', 'Brandt')}"
    annotated = read(ann.replace(f"*\tEquiv {pair}\n", ""))
    brandts = [agent for agent in annotated.agents if isinstance(agent, Person) and "Brandt" in agent.name]
    assert [[mention.text for mention in agent.mentions] for agent in brandts] == [["Jonas Brandt"], ["Brandt"]]
    told = next(statement for statement in annotated.statements if statement.id == "statement-193")
    assert told.speaker == brandts[1].id


def test_a_statement_that_is_taken_away_is_gone_and_asserts_nothing():
    ann = written()
    event = event_of(ann, name_of(ann, "Statement", "reported"))
    ann = re.sub(rf"^({event}\t.*|A\d+\t\w+ {event}.*)\n", "", ann, flags=re.MULTILINE).replace(
        f" AssertedBy:{event}", ""
    )
    annotated = read(ann)
    assert "statement-120" not in {statement.id for statement in annotated.statements}
    sources = {assertion.id: assertion.asserted_by for assertion in annotated.meetings[0].assertions}
    assert sources == {"status-16": None, "status-52": None, "status-281": "statement-250"}
    assert graph_of(annotated).quads


def test_another_speaker_another_act_and_a_longer_content_are_taken_over():
    ann = written()
    event = event_of(ann, name_of(ann, "Statement", "denied"))
    other = name_of(ann, "Person", "Jonas Brandt")
    content = re.findall(rf"^{event}\t.* Content:(T\d+)", ann, re.MULTILINE)[0]
    ann = changed(ann, rf"^({event}\t.*)Speaker:T\d+", rf"\1Speaker:{other}")
    ann = changed(ann, rf"^(A\d+\tAct {event}) deny$", r"\1 confirm")
    words = "that the summit had been cancelled"
    ann = changed(ann, rf"^{content}\tContent .*$", f"{content}\tContent {at(words)}\t{words}")
    (statement,) = [each for each in read(ann).statements if each.id == "statement-250"]
    assert statement.speaker == "person-67"
    assert statement.act is Act.CONFIRM
    assert statement.content[0].text == words
    assert statement.cue_lemma == "deny", "the cue was not touched"


def test_what_is_named_in_a_changed_content_is_what_it_is_about():
    ann = written()
    event = event_of(ann, name_of(ann, "Statement", "denied"))
    content = re.findall(rf"^{event}\t.* Content:(T\d+)", ann, re.MULTILINE)[0]
    words = "Jonas Brandt in Geneva"
    ann = changed(ann, rf"^{content}\tContent .*$", f"{content}\tContent {at(words)}\t{words}")
    (statement,) = [each for each in read(ann).statements if each.id == "statement-250"]
    assert set(statement.about) == {"person-67", "place-83"}


def test_a_new_statement_is_read():
    ann = written()
    speaker = name_of(ann, "AnonymousSource", "a diplomat")
    ann += (
        f"T900\tStatement {at('citing')}\tciting\nT901\tContent {at('Lakeside summit in doubt')}\tLakeside summit in doubt\n"
        f"E900\tStatement:T900 Speaker:{speaker} Content:T901\n"
    )
    annotated = read(ann)
    (new,) = [statement for statement in annotated.statements if statement.rule == "by-hand"]
    assert (new.speaker, new.act, new.content[0].text) == ("source-136", Act.SAY, "Lakeside summit in doubt")
    assert graph_of(annotated).quads


def test_a_changed_status_changes_how_the_meeting_stands():
    ann = changed(written(), r"^(A\d+\tStatus E\d+) scheduled$", r"\1 postponed")
    meeting = read(ann).meetings[0]
    assert current_status(meeting.assertions).status is Status.POSTPONED
    assert meeting.assertions[0].as_of == BASE.meetings[0].assertions[0].as_of


def test_a_participant_that_is_added_takes_part_and_another_role_is_another_role():
    ann = written()
    courier = name_of(ann, "Outlet", "Lake Courier")
    ann = changed(ann, r"^(E\d+\tMeeting:T\d+ )Participant:(T\d+)(.*)$", rf"\1Host:\2\3 Organiser:{courier}")
    parts = {part.agent: part.role for part in read(ann).meetings[0].participations}
    assert parts["org-105"] is Role.ORGANISER
    assert list(parts.values()).count(Role.HOST) == 1


def test_a_time_takes_the_days_of_its_note():
    ann = changed(written(), r"value=2025-03-07; earliest=2025-03-07; latest=2025-03-07$", "value=2025-03-14")
    (time,) = read(ann).times
    assert (time.value, time.earliest, time.latest) == ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14))
    assert time.clock == "17:30"


def test_a_link_is_taken_away_and_another_is_added():
    ann = changed(written(), r"^N\d+\tReference (T\d+) toy:Q41\t.*\n", "")
    assert read(ann).links == ()
    brandt = name_of(ann, "Person", "Jonas Brandt")
    (link,) = read(ann + f"N1\tReference {brandt} Wikidata:Q67\tJonas Brandt\n").links
    assert (link.agent, link.target, link.method) == ("person-67", "Q67", "by-hand")


def test_what_was_corrected_says_so():
    ann = changed(written(), r"name=Ada Moreau$", "name=Ada Maria Moreau")
    once = read(ann)
    assert once.extraction is not None
    assert once.extraction.tool == "kgexport test, corrected by hand"
    again = read(written(once).replace("name=Jonas Brandt", "name=J. Brandt"), once)
    assert again.extraction is not None
    assert again.extraction.tool == "kgexport test, corrected by hand"


@pytest.mark.parametrize(
    ("pattern", "replacement", "reason"),
    [
        (r"^T1\t", "X1\t", r"a\.ann:1: not a line of brat standoff that we know"),
        (r" Speaker:T\d+", "", r"a Statement needs a Speaker"),
        (r" Content:T\d+", "", r"a Statement needs Content"),
        (r"^(A\d+\tAct E\d+) \w+$", r"\1 shout", r"Act is one of say, claim, .*, not 'shout'"),
        (r"^(T\d+\tPerson \d+ \d+\t)Ada Moreau$", r"\1Ada Morea", r"the text has 'Ada Moreau' there, not 'Ada Morea'"),
        (r"Speaker:T\d+", "Speaker:T999", r"there is no T999"),
        (r"value=2025-03-07; earliest=2025-03-07", "value=2025-03-07; earliest=2025-02-30", r"not a day such as"),
        (r"^(E\d+\tStatus:T\d+) Meeting:E\d+", r"\1", r"a Status needs one Meeting"),
    ],
)
def test_what_cannot_be_meant_is_said(pattern, replacement, reason):
    with pytest.raises(ReadError, match=reason):
        read(changed(written(), pattern, replacement))


TITLE, ADA, STATEMENT = at("Lakeside"), at("Ada Moreau"), f"Statement {at('Lakeside')}"


@pytest.mark.parametrize(
    ("added", "reason"),
    [
        (f"T900\tPerzon {TITLE}\tLakeside", r"T900: no span of ours: Perzon \(there are AnonymousSource, .*, Person"),
        ("R1\tKnows Arg1:T1 Arg2:T2", r"no relation of ours: Knows \(only Equiv is read\)"),
        ("*\tSame T1 T2", r"no relation of ours: Same"),
        (f"T900\tTreaty {TITLE}\tLakeside\nE900\tTreaty:T900", r"T900: no span of ours: Treaty"),
        ("E900\tTreaty:T1", r"E900: no event of ours: Treaty \(there are Statement, Meeting, Status, Post\)"),
        ("E900\tPost:T1 Holder:T1", r"E900: its trigger T1 is Person, not Post"),
        (
            f"T900\tPost {TITLE}\tLakeside\nE900\tPost:T900 Holder:T1 Boss:T1",
            r"E900: a Post has no Boss \(it has Holder,",
        ),
        (f"T900\tPost {TITLE}\tLakeside\nE900\tPost:T900 Holder:T1 Holder2:T1", r"E900: a Post has one Holder, not 2"),
        (f"T900\tPost {TITLE}\tLakeside\nE900\tPost:T900", r"E900: a Post needs a Holder"),
        (f"T900\t{STATEMENT}\tLakeside\nE900\tStatement:T900 Speaker:T1 Content:T1", r"E900: its Content T1 is Person"),
        (
            f"T900\t{STATEMENT}\tLakeside\nT901\tContent {ADA}\tAda Moreau\n"
            "E900\tStatement:T900 Speaker:T1 Content:T901 BasedOn:T901",
            r"E900: its BasedOn T901 is Content, not a Statement",
        ),
        ("A900\tMood E1 sad", r"E1: no attribute of ours: Mood"),
        ("A900\tStatus E1 held", r"E1: has no Status; it can have Act, Form,"),
        ("A900\tAct T1 say", r"T1: has no Act; it can have Kind"),
        ("A900\tAct E1 promise", r"E1 has two values for Act"),
        ("#900\tAnnotatorNotes T1\tname=Somebody Else", r"T1 has two notes"),
        ("#900\tAnnotatorNotes T2\tnane=Ada", r"T2: a note of a Person tells name=… or description=…, not nane=…"),
        (f"T900\tContent {ADA}\tAda Moreau", r"T900: it is the Content of no Statement"),
        (f"T900\tMeeting {TITLE}\tLakeside", r"T900: it is the trigger of no Meeting"),
        (f"T900\tContent {ADA}\tAda Moreau\n*\tEquiv T1 T900", r"is joined by Equiv to what it cannot be"),
        (f"T1\tPerson {ADA}\tAda Moreau", r"T1 stands in line 1 already"),
    ],
)
def test_what_would_be_passed_over_is_said_with_its_line(added, reason):
    ann = written()
    with pytest.raises(ReadError, match=reason) as error:
        read(f"{ann}{added}\n")
    assert error.value.line
    lines = f"{ann}{added}".splitlines()
    named = re.match(r"[TE]\d+", error.value.reason)
    assert named is None or re.search(rf"\b{named[0]}\b", lines[error.value.line - 1])


def test_a_note_that_lost_its_key_is_said_and_a_remark_is_for_people():
    with pytest.raises(
        ReadError, match=r"the note was 'name=Ada Moreau'; it tells nothing without the part before the ="
    ):
        read(changed(written(), r"name=Ada Moreau$", "Ada Maria Moreau"))
    statement = re.findall(r"^(E\d+)\tStatement", written(), re.MULTILINE)[0]
    remarked = read(f"{written()}#900\tAnnotatorNotes {statement}\tis x = y meant?\n")
    assert remarked.statements == BASE.statements


def test_a_type_that_is_misspelt_is_said_before_what_follows_from_it():
    ann = written()
    joined = re.findall(r"^\*\tEquiv T\d+ (T\d+)", ann, re.MULTILINE)[0]
    with pytest.raises(ReadError, match=rf"a\.ann:\d+: {joined}: no span of ours: Persn"):
        read(changed(ann, rf"^{joined}\tPerson", f"{joined}\tPersn"))


def test_two_meetings_whose_triggers_are_joined_are_one_too_many():
    trigger = re.findall(r"^E\d+\tMeeting:(T\d+)", written(), re.MULTILINE)[0]
    person = name_of(written(), "Person", "Ada Moreau")
    ann = f"{written()}T900\tMeeting {at('Lakeside')}\tLakeside\nE900\tMeeting:T900 Participant:{person}\n"
    assert len(read(ann).meetings) == len(BASE.meetings) + 1
    with pytest.raises(
        ReadError, match=r"E900: its trigger is joined to that of E\d+; take one of the two events away"
    ):
        read(f"{ann}*\tEquiv {trigger} T900\n")


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_whatever_becomes_of_the_lines_is_read_or_said(data):
    """Lines taken away, doubled, exchanged, with pieces of other lines in them: never anything but an article or a ReadError."""
    lines = written().splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        words = re.split(r"([\t :])", lines[place])
        kind = data.draw(st.sampled_from(["away", "double", "word", "number"]))
        if kind == "away":
            del lines[place]
        elif kind == "double":
            lines.insert(place, lines[data.draw(st.integers(0, len(lines) - 1))])
        elif kind == "word":
            others = re.split(r"([\t :])", lines[data.draw(st.integers(0, len(lines) - 1))])
            words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from(others))
            lines[place] = "".join(words)
        else:
            lines[place] = re.sub(r"\d+", lambda _: str(data.draw(st.integers(0, 60))), lines[place], count=2)
    try:
        annotated = read("".join(f"{line}\n" for line in lines))
    except ReadError:
        return
    with contextlib.suppress(GateError):
        graph_of(annotated)


def test_a_place_does_not_speak():
    geneva = name_of(written(), "Place", "Geneva")
    with pytest.raises(ReadError, match="cannot be the Speaker of anything: it is Place"):
        read(changed(written(), r"Speaker:T\d+", f"Speaker:{geneva}"))


def test_an_article_without_anything_has_empty_standoff():
    bare = AnnotatedArticle(article=make_article(authors=(), publisher=None))
    assert written(bare) == ""
    assert read("", bare) == bare
