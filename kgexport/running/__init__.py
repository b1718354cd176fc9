"""Running over a corpus: many processes, limits an article cannot get past, results that are kept.

pool.py (processes that can be killed)
"""
