"""Where entities come from: a CSV table, a SKOS vocabulary, and the starter lists that ship with the package."""

import csv
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from kgexport import gazetteer
from kgexport.errors import ReadError
from kgexport.linking.authority import Authority, Entity, EntityType, Post
from kgexport.linking.keys import alias_key

COLUMNS = (
    "id",
    "type",
    "label",
    "aliases",
    "kind",
    "country",
    "wikidata",
    "popularity",
    "post",
    "post_organisation",
    "post_country",
    "valid_from",
    "valid_to",
)
_PACKAGE = Path(__file__).parents[1]
STARTER = _PACKAGE / "authorities" / "starter.csv"
COUNTRIES = _PACKAGE / "gazetteer" / "countries.json"
_WITHOUT_PEOPLE = frozenset({"AQ", "BV", "CP", "DG", "GS", "HM", "IO", "SJ", "TF", "UM"})  # of their own


def entities_from_csv(path: Path) -> Iterator[Entity]:
    """The entities of a CSV table with a header row; ``id``, ``type`` and ``label`` are required, aliases are split at ``|``.

    Columns: see ``COLUMNS``. Rows with the same id are one entity that held several posts.
    Raises ReadError with the line for a missing column, an unknown type or a number that is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            missing = {"id", "type", "label"} - set(reader.fieldnames or ())
            if missing:
                raise ReadError(path, f"column {', '.join(sorted(missing))} is missing", 1)
            rows: dict[str, Entity] = {}
            for row in reader:
                entity = _entity_of(row, path, reader.line_num)
                known = rows.get(entity.id)
                rows[entity.id] = _with_posts(known, entity) if known else entity
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(path, f"cannot be read as CSV: {error}") from error
    yield from rows.values()


def _entity_of(row: dict[str, str | None], path: Path, line: int) -> Entity:
    cells = {
        key: (value or "").strip() for key, value in row.items() if isinstance(key, str) and not isinstance(value, list)
    }
    if not cells.get("id") or not cells.get("label"):
        raise ReadError(path, "id and label must not be empty", line)
    try:
        entity_type = EntityType(cells["type"]) if cells["type"] in set(EntityType) else None
        popularity = int(cells.get("popularity") or 0)
    except ValueError as error:
        raise ReadError(path, str(error), line) from error
    if entity_type is None:
        raise ReadError(path, f"no type {cells['type']!r}; there are: {', '.join(EntityType)}", line)
    posts = (
        (
            Post(
                title=cells["post"],
                organisation=cells.get("post_organisation") or None,
                country=cells.get("post_country") or None,
                valid_from=cells.get("valid_from") or None,
                valid_to=cells.get("valid_to") or None,
            ),
        )
        if cells.get("post")
        else ()
    )
    return Entity(
        id=cells["id"],
        type=entity_type,
        label=cells["label"],
        kind=cells.get("kind") or None,
        country=cells.get("country") or None,
        wikidata=cells.get("wikidata") or None,
        popularity=popularity,
        aliases=tuple(filter(None, (alias.strip() for alias in cells.get("aliases", "").split("|")))),
        posts=posts,
    )


def _with_posts(known: Entity, more: Entity) -> Entity:
    return Entity(
        id=known.id,
        type=known.type,
        label=known.label,
        kind=known.kind,
        country=known.country,
        wikidata=known.wikidata,
        popularity=known.popularity,
        aliases=tuple(dict.fromkeys((*known.aliases, *more.aliases))),
        posts=(*known.posts, *more.posts),
    )


def entities_from_skos(path: Path, entity_type: EntityType) -> Iterator[Entity]:
    """The concepts of a SKOS vocabulary (any RDF syntax rdflib reads), all of one type; labels of all languages are aliases.

    A Wikidata id is taken from skos:exactMatch. Raises ReadError when the file does not parse.
    """
    from rdflib import RDF, SKOS, Graph, Literal, URIRef

    try:
        graph = Graph().parse(path)
    except Exception as error:
        raise ReadError(path, f"cannot be read as RDF: {error}") from error
    for concept in sorted(node for node in graph.subjects(RDF.type, SKOS.Concept) if isinstance(node, URIRef)):
        labels = [label for label in graph.objects(concept, SKOS.prefLabel) if isinstance(label, Literal)]
        if not labels:
            continue
        labels.sort(key=lambda label: (label.language != "en", label.language or "", str(label)))
        others = [*labels[1:], *graph.objects(concept, SKOS.altLabel)]
        matches = sorted(str(match) for match in graph.objects(concept, SKOS.exactMatch))
        prefix = "http://www.wikidata.org/entity/"
        yield Entity(
            id=str(concept),
            type=entity_type,
            label=str(labels[0]),
            wikidata=next((match.removeprefix(prefix) for match in matches if match.startswith(prefix)), None),
            aliases=tuple(sorted({str(label) for label in others})),
        )


def country_entities() -> Iterator[Entity]:
    """The countries and territories that ship with the package, under their Wikidata ids."""
    for country in gazetteer.countries():
        if country.wikidata:
            yield Entity(
                id=country.wikidata,
                type=EntityType.PLACE,
                kind="country",
                label=country.name,
                country=country.alpha2,
                wikidata=country.wikidata,
                popularity=100,
                aliases=country.variants,
            )
    # A region that is called like a country makes the name doubtful: Georgia.
    names = {alias_key(country.name) for country in gazetteer.countries()}
    for region in json.loads(COUNTRIES.read_text(encoding="utf-8"))["regions"]:
        if region.get("wikidata") and alias_key(region["name"]) in names:
            yield Entity(
                id=region["wikidata"],
                type=EntityType.PLACE,
                kind="region",
                label=region["name"],
                country=region["country"],
                wikidata=region["wikidata"],
                popularity=50,
            )


def government_entities(known: Iterable[Entity]) -> Iterator[Entity]:
    """A government for each country and territory that has people and is not governed by one of ``known``.

    Its id only names the node that articles share ("government-JP"): which entry of Wikidata it is, nobody has confirmed.
    """
    taken = {entity.country for entity in known if entity.kind == "government"}
    for country in gazetteer.countries():
        if country.alpha2 not in taken | _WITHOUT_PEOPLE:
            yield Entity(
                id=f"government-{country.alpha2}",
                type=EntityType.ORGANISATION,
                kind="government",
                label=gazetteer.government_name(country.alpha2),
                country=country.alpha2,
                popularity=50,
                aliases=tuple(f"{adjective} government" for adjective in country.adjectives),
            )


@lru_cache(maxsize=1)
def starter() -> Authority:
    """The authority that ships: countries and territories, their governments, and the curated list in ``starter.csv``."""
    curated = list(entities_from_csv(STARTER))
    return Authority.of(_merged(country_entities(), curated, government_entities(curated)), "starter")


def _merged(*sources: Iterable[Entity]) -> Iterator[Entity]:
    seen: set[str] = set()
    for source in sources:
        for entity in source:
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity
