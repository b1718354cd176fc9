"""Compares the annotations of one article with a careful human annotation: ``python -m benchmarks.sample GOLD.json``.

Prints, by kind, what is right, what is missing and what is too much, with the words. GOLD.json lies beside the article and its
``.meta.json``. Optional gold entries ("level": "optional") count neither as missing nor as too much.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kgexport.extraction import Annotator
from kgexport.model import AnnotatedArticle, Article, Mention, Person, Statement, current_status

Gold = dict[str, Any]
Span = tuple[int, int]
_ARTICLES = ("the ", "a ", "an ")


def _span(entry: Gold) -> Span:
    return entry["start"], entry["end"]


def _trimmed(text: str, span: Span) -> Span:
    """The span without a leading article and outer space: conventions differ."""
    begin, end = span
    for article in _ARTICLES:
        if text[begin:end].lower().startswith(article):
            begin += len(article)
    while begin < end and text[end - 1] in " .,":
        end -= 1
    return begin, end


def people_lines(gold: Gold, annotated: AnnotatedArticle) -> Iterator[str]:
    """How many person mentions sit on the right person; people that gold does not know."""
    people = [agent for agent in annotated.agents if isinstance(agent, Person)]
    text = annotated.article.text
    right, total = 0, 0
    used: dict[str, str] = {}
    for person in gold["people"]:
        match = max(people, key=lambda p: sum(_span(m) in _spans(p.mentions) for m in person["mentions"]), default=None)
        if match is None:
            continue
        used[match.id] = person["name"]
        ours = {_trimmed(text, span) for span in _spans(match.mentions)}
        for mention in person["mentions"]:
            total += 1
            if _trimmed(text, _span(mention)) in ours:
                right += 1
            else:
                yield f"  missing {person['name']}: {mention['text']!r} at {mention['start']}"
        known = {_trimmed(text, _span(m)) for m in person["mentions"]}
        for span in sorted(ours - known):
            yield f"  too much on {person['name']}: {text[slice(*span)]!r} at {span[0]}"
    for person in people:
        if person.id not in used:
            yield f"  nobody knows person {person.name!r} ({person.id})"
    yield f"person mentions right: {right} of {total}"


def _spans(mentions: Iterable[Mention]) -> set[Span]:
    return {(mention.begin, mention.end) for mention in mentions}


def others_lines(gold: Gold, annotated: AnnotatedArticle) -> Iterator[str]:
    """Organisations, places, sources: each gold mention with what we have there."""
    text = annotated.article.text
    ours: dict[Span, list[str]] = {}
    for record in (*annotated.agents, *annotated.places):
        for mention in record.mentions:
            ours.setdefault(_trimmed(text, (mention.begin, mention.end)), []).append(
                f"{type(record).__name__}:{record.id}/{mention.kind}"
            )
    for group in ("organisations", "unnamed_sources_and_groups", "places"):
        right = total = 0
        for entry in gold[group]:
            for mention in entry["mentions"]:
                total += 1
                found = ours.get(_trimmed(text, _span(mention)))
                right += bool(found)
                name = entry.get("name", entry.get("label"))
                yield f"  {'' if found else 'MISSING '}{name}: {mention['text']!r} at {mention['start']} -> {found}"
        yield f"{group}: mentions found {right} of {total}"


def statement_lines(gold: Gold, annotated: AnnotatedArticle) -> Iterator[str]:
    """Cues, speakers, contents, addressees, denials and chains of the statements."""
    text = annotated.article.text
    by_id = {statement.id: statement for statement in annotated.statements}
    names = {
        agent.id: str(getattr(agent, "name", None) or getattr(agent, "description", "?")) for agent in annotated.agents
    }
    agents = _gold_names(gold)
    right = dict.fromkeys(("cue", "speaker", "content", "addressee", "polarity", "chain"), 0)
    used: set[str] = set()
    for entry in gold["statements"]:
        cue, content = _span(entry["cue"]), _trimmed(text, _span(entry["content"]))
        match = next((s for s in annotated.statements if s.cue and s.cue.overlaps(*cue)), None)
        if match is None:
            words = entry["content"]["text"][:60]
            yield f"  missing {entry['id']} ({entry['level']}): {entry['cue']['text']!r}: {words!r}"
            continue
        chain = _chain(by_id, match)
        used.update(each.id for each in chain)
        # Where gold names the end of a chain as the speaker of its first cue, ours is the end of the chain.
        spoken = [each.speaker_mention for each in chain[chain.index(match) :] if each.speaker_mention is not None]
        parts = [_trimmed(text, (part.begin, part.end)) for part in match.content]
        listed = [names.get(each.speaker, "?") for each in chain]
        inherited = [names.get(by_id[i].speaker, "?") for i in match.presumably_based_on]
        wanted = [agents.get(link["id"], set()) for link in entry["chain"][1:]]  # the publisher is in every chain
        to, polarity = [names.get(a, "?") for a in match.addressees], entry.get("mode") in ("denial",)
        verdicts = {
            "cue": True,
            "speaker": any(mention.overlaps(*_span(entry["speaker_span"])) for mention in spoken),
            "content": parts == [content]
            or (bool(entry.get("alt_content")) and parts == [_trimmed(text, _span(entry["alt_content"]))]),
            "addressee": _same(
                to, agents.get(entry["addressee"] or "", set()), entry.get("addressee_explicit") is False
            ),
            "polarity": (match.act in ("deny", "decline")) == (polarity or "refusal" in entry.get("mode", "")),
            "chain": all(any(name.casefold() in want for name in [*listed, *inherited, *to]) for want in wanted),
        }
        for name, verdict in verdicts.items():
            right[name] += verdict
        wrong = [name for name, verdict in verdicts.items() if not verdict]
        yield (
            f"  {entry['id']} {entry['cue']['text']!r} {'WRONG ' + ', '.join(wrong) if wrong else 'right'}: {' <- '.join(listed)}"
            f" act={match.act} polarity={match.polarity} to={to} (gold {entry['addressee']})"
            f" presumably={inherited} gold chain={[link['id'] for link in entry['chain']]}"
        )
        if not verdicts["content"]:
            yield f"      content {[text[slice(*p)] for p in parts]}\n      gold    {text[slice(*content)]!r}"
    for statement in annotated.statements:
        if statement.id not in used and not any(statement.id in _below(by_id, by_id[each]) for each in used):
            relay = statement.rule == "told-an-outlet"
            yield (
                f"  {'relay' if relay else 'not in gold'}: {names.get(statement.speaker)!r} {_cue(statement)}"
                f" {statement.content[0].text[:80]!r}"
            )
    yield f"statements: {', '.join(f'{name} {count}' for name, count in right.items())} of {len(gold['statements'])}"


def _gold_names(gold: Gold) -> dict[str, set[str]]:
    """By gold's id the ways in which its agent is named, without articles, in small letters."""
    found: dict[str, set[str]] = {}
    for group in ("people", "organisations", "unnamed_sources_and_groups"):
        for entry in gold[group]:
            texts = {entry.get("name") or entry.get("label", ""), *(mention["text"] for mention in entry["mentions"])}
            found[entry["id"]] = {
                form for each in texts for form in (each.casefold(), _without_article(each.casefold()))
            }
    return found


def _without_article(name: str) -> str:
    return next((name.removeprefix(article) for article in _ARTICLES if name.startswith(article)), name)


def _same(ours: list[str], wanted: set[str], optional: bool) -> bool:
    """True for the one addressee that gold has, or for none where gold has none or only implies one."""
    if not ours:
        return not wanted or optional
    return all(name.casefold() in wanted for name in ours)


def _below(by_id: dict[str, Statement], statement: Statement) -> set[str]:
    return set(statement.based_on) | {j for i in statement.based_on for j in _below(by_id, by_id[i])}


def _chain(by_id: dict[str, Statement], statement: Statement) -> list[Statement]:
    """The chain that a statement is a link of, from the outermost relay down to the one who said it."""
    above: list[Statement] = []
    current = statement
    while (outer := next((s for s in by_id.values() if current.id in s.based_on), None)) is not None:
        above.insert(0, outer)
        current = outer
    below, current = [statement], statement
    while len(current.based_on) == 1 and by_id[current.based_on[0]].content == current.content:
        current = by_id[current.based_on[0]]
        below.append(current)
    return [*above, *below]


def _cue(statement: Statement) -> str:
    return statement.cue.text if statement.cue else "(no cue)"


def meeting_lines(gold: Gold, annotated: AnnotatedArticle) -> Iterator[str]:
    """The meetings, ours and gold's, with participants, status, time and place."""
    names = {agent.id: getattr(agent, "name", None) or getattr(agent, "description", "?") for agent in annotated.agents}
    times = {time.id: f"{time.mention.text!r}={time.value} {time.earliest}..{time.latest}" for time in annotated.times}
    places = {place.id: place.name for place in annotated.places}
    for meeting in annotated.meetings:
        now = current_status(meeting.assertions)
        yield (
            f"  {meeting.label} [{meeting.meeting_kind}, {meeting.mode}] {now.status} ({now.certainty})"
            f" time {times.get(now.time or '')} place {places.get(now.place or '')} prepares {meeting.prepares}"
        )
        yield "      " + ", ".join(f"{names.get(p.agent)}:{p.role}" for p in meeting.participations)
        yield "      mentions " + ", ".join(f"{m.text}@{m.begin}" for m in meeting.mentions)
        for a in meeting.assertions:
            said = f"{a.status} {a.certainty} {a.polarity} {a.evidence.text!r}"
            yield f"      {said} by {a.asserted_by} as of {a.as_of} {times.get(a.time or '', '')}"
    for entry in gold["meetings"]:
        yield (
            f"  gold {entry['id']} {entry['label']}: {entry['status']}, {entry['participants']}, "
            f"mentions {[(m['trigger'] if 'trigger' in m else m['text'], m['start']) for m in entry['mentions']]}"
        )
    yield f"meetings: {len(annotated.meetings)}, gold {len(gold['meetings'])}"


def time_lines(gold: Gold, annotated: AnnotatedArticle) -> Iterator[str]:
    """The temporal expressions beside gold's."""
    for entry in gold["times"]:
        match = next((t for t in annotated.times if t.mention.overlaps(*_span(entry))), None)
        ours = match and (match.mention.text, match.value, str(match.earliest), str(match.latest))
        yield f"  {entry['text']!r} {entry['value']} {entry.get('earliest')}..{entry.get('latest')} -> {ours}"
    spans = [_span(entry) for entry in gold["times"]]
    for time in annotated.times:
        if not any(time.mention.overlaps(*span) for span in spans):
            yield f"  not in gold: {time.mention.text!r} {time.value}"


def main(arguments: list[str]) -> int:
    """Prints the comparison; 2 for a wrong call."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    gold_path = Path(arguments[0])
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    stem = gold_path.name.removesuffix(".gold.json")
    text = gold_path.with_name(f"{stem}.txt").read_text(encoding="utf-8")
    meta = json.loads(gold_path.with_name(f"{stem}.meta.json").read_text(encoding="utf-8"))
    article = Article(
        id=stem,
        text=text,
        publisher=meta.get("publisher"),
        published=meta.get("published"),
        language=meta.get("language"),
    )
    annotated = next(Annotator().annotate([article]))
    for title, lines in (
        ("People", people_lines),
        ("Organisations, sources, places", others_lines),
        ("Times", time_lines),
        ("Statements", statement_lines),
        ("Meetings", meeting_lines),
    ):
        print(title, *lines(gold, annotated), sep="\n")
    for post in annotated.memberships:
        print(
            f"post {post.title!r} of {post.member} at {post.organisation} {post.qualifier or ''} {post.mention.text!r}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
