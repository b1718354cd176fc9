"""Graphs into triple stores, one named graph an article, so that loading again changes nothing and a changed article replaces
what it said before: ``folder`` (a store on disk), ``inputs`` (files of RDF as graphs).
"""
