"""What the library followthemoney has to say about entities: JSON Lines from standard input, a line for each thing wrong.

A program of its own, since the library wants versions of others that ours does not, and ICU: scripts/install_peers puts it
into an environment of its own.
"""

import json
import sys
from typing import Any

from followthemoney import model  # type: ignore[import-not-found,unused-ignore]
from followthemoney.exc import InvalidData  # type: ignore[import-not-found,unused-ignore]


def visible(value: str) -> str:
    """Without what the library tidies: spaces, and characters that nobody sees."""
    return "".join(letter for letter in value if letter.isprintable() and not letter.isspace())


def problems(entities: list[dict[str, Any]]) -> list[str]:
    """What is wrong, with the id of the entity."""
    found = []
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    for entity in entities:
        where = f"{entity['schema']} {entity['id']}"
        schema = schemata[entity["id"]]
        if schema is None or schema.abstract:
            found.append(f"{where}: no such schema")
            continue
        try:
            schema.validate(entity)
        except InvalidData as error:
            found.append(f"{where}: {error.errors}")
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                found.append(f"{where}: no property {name}")
                continue
            kept = proxy.get(name)
            if {visible(value) for value in kept} != {visible(value) for value in values}:
                found.append(f"{where}: {name} is kept as {sorted(kept)}, not as {values}")
            if prop.range is not None:
                targets = [schemata.get(value) for value in values]
                found += [
                    f"{where}: {name} leads to {target}"
                    for target in targets
                    if not target or not target.is_a(prop.range)
                ]
    return found


if __name__ == "__main__":
    read = [json.loads(line) for line in sys.stdin.buffer]
    told = problems(read)
    print(f"{len(read)} entities", *told, sep="\n")
    sys.exit(1 if told else 0)
