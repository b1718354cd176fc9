"""The configuration of brat for our annotations: https://brat.nlplab.org/configuration.html."""

from collections.abc import Iterable

from kgexport.corrections.schema import AGENT, ATTRIBUTES, EVENTS, SPANS, THINGS, Argument, Attribute


def annotation_conf() -> str:
    """The content of ``annotation.conf``: spans, events with their arguments, attributes with their values."""
    return "\n".join(
        (
            "[entities]",
            *SPANS,
            "",
            "[relations]",
            "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
            "Equiv Arg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive",
            "",
            "[events]",
            f"{AGENT}={'|'.join(sorted(THINGS))}",
            *(f"{kind} {_arguments(arguments)}" for kind, arguments in EVENTS.items()),
            "",
            "[attributes]",
            *map(_attribute, ATTRIBUTES),
            "",
        )
    )


def _arguments(arguments: Iterable[Argument]) -> str:
    return ", ".join(f"{each.name}{each.count}:{each.target}" for each in arguments)


def _attribute(attribute: Attribute) -> str:
    values = "" if attribute.values is None else f", Value:{'|'.join(attribute.values)}"
    return f"{attribute.name} Arg:{'|'.join(attribute.targets)}{values}"
