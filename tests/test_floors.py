"""The rule of imports, read from the code: a floor never imports a higher one, and no two parts import each other."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "graphbuild"

FLOORS = {
    "errors": 0,
    "model": 0,
    "resources": 0,
    "records": 0,
    "workers": 0,
    "lexicon": 1,
    "readers": 1,
    "layouts": 2,
    "extractors": 2,
    "resolution": 2,
    "linking": 2,
    "graph": 2,
    "subjects": 2,
    "engines": 3,
    "exports": 3,
    "checks": 3,
    "endpoints": 3,
    "questions": 3,
    "views": 3,
    "reading": 3,
    "forgotten": 3,
    "forgetting": 3,
    "cache": 3,
    "build": 3,
    "evaluation": 3,
    "cli": 4,
}

#: Libraries that one part alone may know, so that another can take their place.
HOMES = {
    "click": "cli",
    "ladybug": "engines",
    "neo4j": "endpoints",
    "pypdfium2": "readers",
    "pyvis": "views",
    "selectolax": "readers",
}

#: Declared already, used by commands that are still to come; an entry goes when the import comes.
AWAITED: dict[str, str] = {}


def part_of(path: Path) -> str:
    """Return the part a file belongs to: the module or package right under ``graphbuild``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full name of each import; a ``from`` import gives what it names, be it a module or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import; write the full name"
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "find_spec":
            for argument in node.args:  # a package whose files are read and whose code is not run
                if isinstance(argument, ast.Constant):
                    yield node.lineno, str(argument.value)


def calls_kept_for_the_command_line(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"print", "input", "exit"}
        ):
            yield node.lineno, node.func.id
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in {("sys", "exit"), ("os", "environ"), ("os", "getenv")}
        ):
            yield node.lineno, f"{node.value.id}.{node.attr}"


SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_keeps_to_its_floor(path: Path) -> None:
    part = part_of(path)
    assert part in FLOORS, f"{part} has no floor: give it one in this test"
    broken = []
    for line, name in imports_of(TREES[path]):
        top, _, rest = name.partition(".")
        if top == "graphbuild" and rest and rest.split(".")[0] in FLOORS:
            other = rest.split(".")[0]
            if FLOORS[other] > FLOORS[part]:
                broken.append(f"line {line}: {part} (floor {FLOORS[part]}) imports {other} (floor {FLOORS[other]})")
        elif top in HOMES and HOMES[top] != part:
            broken.append(f"line {line}: {top} belongs to graphbuild.{HOMES[top]} alone")
    if part != "cli":
        broken += [
            f"line {line}: {name} belongs to the command line"
            for line, name in calls_kept_for_the_command_line(TREES[path])
        ]
    assert broken == []


def test_no_two_parts_import_each_other() -> None:
    needs: dict[str, set[str]] = {part: set() for part in FLOORS}
    for path, tree in TREES.items():
        for _, name in imports_of(tree):
            top, _, rest = name.partition(".")
            other = rest.split(".")[0]
            if top == "graphbuild" and other in FLOORS and other != part_of(path):
                needs[part_of(path)].add(other)
    while free := {part for part, others in needs.items() if not others}:  # take away what needs nothing that is left
        needs = {part: others - free for part, others in needs.items() if part not in free}
    assert needs == {}, "these parts import each other in a circle"


def test_each_declared_dependency_is_imported_and_each_import_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for needs in project.get("optional-dependencies", {}).values() for one in needs]
    declared = {distribution_name(one) for one in [*project["dependencies"], *extras]}
    distributions = {
        module: {name.lower().replace("_", "-") for name in names} for module, names in packages_distributions().items()
    }
    imported = {
        distribution
        for tree in TREES.values()
        for _, name in imports_of(tree)
        if (top := name.split(".")[0]) not in {*sys.stdlib_module_names, "graphbuild"}
        for distribution in distributions.get(top, {top})
    }
    assert {"imported, not declared": imported - declared, "declared, not imported": declared - imported} == {
        "imported, not declared": set(),
        "declared, not imported": set(AWAITED),
    }


def distribution_name(requirement: str) -> str:
    """Return the distribution that a requirement such as ``Faker>=30`` names, in lower case."""
    name = requirement.split("[")[0]
    for sign in "<>=!~; ":
        name = name.split(sign)[0]
    return name.strip().lower().replace("_", "-")
