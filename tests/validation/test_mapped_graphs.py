"""What the mappers write conforms, at every level of text and by every rule of identity."""

import pytest

from kgexport.graph.gate import admit
from kgexport.mappers import IdentityRule, MappingOptions, TextLevel, triples_of
from kgexport.validation import ENGINES, load_shapes, validate
from kgexport.validation.fast import installed
from tests.builders import make_annotated


@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine != "fast" or installed()])
@pytest.mark.parametrize("text", TextLevel)
@pytest.mark.parametrize("identity", IdentityRule)
def test_a_mapped_article_conforms(engine: str, text: TextLevel, identity: IdentityRule):
    options = MappingOptions(text=text, identity=identity)
    annotated = make_annotated()
    graph = admit(annotated, triples_of(annotated, options), base=options.base)
    assert validate(graph.quads, load_shapes(sparql=True), engine=engine).results == ()
