"""Danish: the small things that minutes are full of, found by pattern and table, each with its place in the text.

Every module is pure: text in, frozen findings out, their spans counted in the text that was given. Each ``find_*``
takes ``start`` and ``end`` as :meth:`re.Pattern.finditer` does, so a part of a document is read without copying it.
Patterns have bounded repeats only and take linear time on any text. Word tables are ``.toml`` and ``.csv`` files
beside the modules.

======================  ================================================================================
dates                   days, weeks, months, quarters, years, periods and relative dates, against a base day
times                   times of day and from-to ranges
amounts                 sums of money in kroner, units of tables, bare figures
case_numbers            case, document and journal numbers, KLE subjects and facets, and their labels
municipalities          names, codes and web domains, present and historic
parties                 party letters, names and abbreviations, by year
names                   personal names: recognising, taking apart, comparing
sentences               sentence spans
======================  ================================================================================
"""
