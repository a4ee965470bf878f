"""Check a graph: shapes, contradictions in the sources, links that lead nowhere, quotes, and how much was read.

``queries/checks/*.rq`` hold the checks that are SPARQL queries, ``queries/checks.txt`` says how bad each is. The twin
of the command ``graphbuild check``: :func:`graphbuild.checks.running.check_graph`.
"""
