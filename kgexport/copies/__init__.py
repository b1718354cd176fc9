"""Repeated copy: which articles are the same report, printed again. They are linked (``kg:sameReportAs``), never merged.

records.py (what is kept and found) · fingerprints.py (what is kept of a text) · repeats.py (which texts repeat which) ·
graph.py (the links as RDF)
"""
