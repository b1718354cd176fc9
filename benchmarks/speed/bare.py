"""A click program that does nothing: what the start-up of ours is compared with."""

import click


@click.command()
def main() -> None:
    """Nothing."""


if __name__ == "__main__":
    main()
