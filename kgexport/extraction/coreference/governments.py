"""The governments of an article: those that places stand for, and those that posts imply."""

from kgexport import gazetteer
from kgexport.extraction.coreference.entity import Entity, Sort
from kgexport.extraction.coreference.metonyms import URBAN, acts
from kgexport.extraction.parse import ParsedArticle
from kgexport.extraction.word_lists import words
from kgexport.model import Mention, ReferringKind, SurfaceType

_AT = words("in at to near from inside outside around into behind across leave")
_INSIDE_NAMES = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod", "nummod"})


class Governments:
    """One entity a government; new ones are added to ``entities``."""

    def __init__(self, parsed: ParsedArticle, entities: list[Entity]) -> None:
        self.parsed, self.entities = parsed, entities
        self._by_country: dict[str, Entity] = {}
        self._buildings: dict[tuple[str, Sort], Entity] = {}

    def of(self, country: str) -> Entity:
        """The government of a country: one entity in the article."""
        found = self._by_country.get(country)
        if found is None:
            found = Entity(sort=Sort.GOVERNMENT, name=gazetteer.government_name(country), country=country)
            self._by_country[country] = found
            self.entities.append(found)
        return found

    def known(self, country: str) -> Entity | None:
        """The government of a country, where the article has spoken of it."""
        return self._by_country.get(country)

    def take_over(self) -> None:
        """Moves or copies the mentions of places that act as governments; tells buildings from the bodies in them."""
        for entity in list(self.entities):
            if entity.sort is Sort.PLACE:
                self._place_metonyms(entity)
            elif entity.sort is Sort.ORGANISATION and gazetteer.is_building(entity.name):
                self._split_building(entity)
        self.entities[:] = [
            e for e in self.entities if e.mentions or e.inferred_from or e.sort in (Sort.GOVERNMENT, Sort.UNNAMED)
        ]

    def _place_metonyms(self, entity: Entity) -> None:
        if gazetteer.is_building(entity.name):
            self._split_building(entity)
            return
        texts = {mention.text for mention in entity.mentions}
        seats = {text: gazetteer.government_seat(text) for text in sorted(texts)}
        kept = []
        for mention in entity.mentions:
            seat = seats[mention.text]
            if seat == "EU" or (seat is None and not entity.is_country):
                kept.append(mention)
                continue
            if gazetteer.country_of(mention.text) and not entity.is_country:
                kept.append(mention)  # Singapore, Luxembourg: city and country in one
                continue
            country = seat if not entity.is_country else entity.country
            is_adjective = entity.is_country and gazetteer.country_of(mention.text) is None
            if country is None or is_adjective or not acts(self.parsed, mention, seat=not entity.is_country):
                kept.append(mention)
                continue
            metonym = Mention.of(
                self.parsed.text,
                mention.begin,
                mention.end,
                ReferringKind.METONYM,
                mention.surface or SurfaceType.PLACE,
            )
            self.of(country).add(metonym)
            if entity.is_country:
                kept.append(mention)
        entity.mentions[:] = kept

    def _split_building(self, entity: Entity) -> None:
        """Tells the building ("at the White House") from the body ("a White House official")."""
        mentions, entity.mentions[:] = list(entity.mentions), []
        for mention in mentions:
            root = self.parsed.tokens(mention.begin, mention.end).root
            place = (root.dep_ == "pobj" and root.head.lower_ in _AT) or (
                root.dep_ == "dobj" and root.head.lemma_ in {"leave", "visit", "enter", "reach", "tour"}
            )
            place = place or (root.dep_ == "poss" and root.head.lemma_.lower() in URBAN)
            sort = Sort.PLACE if place else Sort.ORGANISATION
            key = (gazetteer.government_seat(entity.name) or "") + entity.name.casefold(), sort
            home = self._buildings.get(key)
            if home is None:
                home = Entity(sort=sort, name=entity.name, country=gazetteer.government_seat(entity.name))
                home.nouns.add("building" if place else "seat")
                self._buildings[key] = home
                self.entities.append(home)
            metonym = not place and mention.surface is SurfaceType.PLACE and root.dep_ not in _INSIDE_NAMES
            kind = ReferringKind.METONYM if metonym else ReferringKind.NAME
            home.add(Mention.of(self.parsed.text, mention.begin, mention.end, kind, mention.surface))
