"""KLE subjects and facets as a scheme of concepts: the tree from their digits, names from a list or from the minutes.

KLE (KL Emnesystematik) is the classification by which Danish municipalities file cases: main group ``27``, group
``27.15``, subject ``27.15.00``; a facet such as ``G01`` tells the kind of case, its letter the main facet. The list of
titles is KL's work and is not in this package; a user who has it loads it (:func:`read_titles`).
"""
