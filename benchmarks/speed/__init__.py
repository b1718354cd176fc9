"""Speed, everything beside its peer in one run: ``python -m benchmarks.speed``."""
