"""Bring a graph to a server: ``sparql`` and ``rdf_push`` to SPARQL 1.1 endpoints, ``neo4j`` to Neo4j."""
