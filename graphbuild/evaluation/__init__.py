"""How well minutes are read: extraction against annotations, by field, with the misses and what each rule has earned.

Annotations are JSON files in the shape of the records (see ``docs/annotations.md``), one beside each document.
"""

from graphbuild.evaluation.scoring import FIELDS, Finding, Verdict, compare_records
from graphbuild.evaluation.tallies import Tally, tally_findings

__all__ = ["FIELDS", "Finding", "Tally", "Verdict", "compare_records", "tally_findings"]
