"""Write a graph for other programs: RDF, networks, tables, entities, descriptions; equal graphs give equal bytes."""
