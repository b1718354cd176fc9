"""Running over a corpus: many processes, limits an article cannot get past, results that are kept.

pool.py (processes that can be killed) · folder.py (a corpus into a folder, kept up to date) · ledger.py (what has been done) ·
configuration.py (what decides how an article becomes a graph) · shards.py (the files) · cluster.py (the same work on a Dask
cluster) · remote.py (inputs and outputs at addresses)
"""
