"""graphbuild reads the minutes of Danish municipal bodies and makes a knowledge graph of them."""
