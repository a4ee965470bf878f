"""The engines that answer: embedded Cypher (``ladybug``), SPARQL (``sparql``) and NetworkX (``networkx``)."""
