"""The draft after coreference over names that a test gives."""

from typing import Any

import pytest

from kgexport.extraction.coreference import CoreferenceExtractor
from kgexport.extraction.draft import Draft, NameSpan
from kgexport.extraction.parse import parse
from kgexport.model import (
    Article,
    SurfaceType,
)
from tests.extraction.coreference.reading import Found


@pytest.fixture(scope="session")
def found(nlp: Any) -> Found:
    """``found(text, names)``: the draft after coreference over names that are given as ``Text/PERSON``, each occurrence."""

    def drafted(text: str, *names: str, **fields: Any) -> Draft:
        parsed = next(parse([Article(id="test", text=text, **fields)], nlp.nlp))
        draft = Draft()
        spans: list[NameSpan] = []
        for entry in names:
            name, surface = entry.rsplit("/", 1)
            adjective = surface.endswith("+")
            position = text.find(name)
            while position >= 0:
                taken = any(s.begin < position + len(name) and position < s.end for s in spans)
                if not taken:
                    spans.append(
                        NameSpan(
                            begin=position,
                            end=position + len(name),
                            text=name,
                            surface=SurfaceType(surface.removesuffix("+")),
                            adjective=adjective,
                        )
                    )
                position = text.find(name, position + len(name))
        spans.sort(key=lambda span: span.begin)
        draft.add(spans)
        draft.add(CoreferenceExtractor().extract(parsed, draft))
        return draft

    return drafted
