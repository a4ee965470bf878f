"""From records to an RDF dataset, its store, and the property graph that follows from it.

``identifiers`` names things, ``vocabulary`` and ``schema`` read the ontology, ``dataset`` writes one named graph a
document, ``store`` keeps texts, records and quads in a folder, ``projection`` derives nodes and relationships.
"""
