"""Write a graph for other programs: ``rdf`` (Turtle, N-Quads), ``graphml``; the same graph gives the same bytes."""
