"""The plug-in of the documentation, installed by its wheel, adds what it reads; a broken one costs its files alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "plugin"
MINUTES = """Referat fra møde i Borgerrådet den 3. marts 2025

1. Orientering
Beslutning
Facebookgruppen "Vi der bor ved havnen" har samlet 200 navne. Taget til efterretning.
"""


def installed(folder: Path, module: str, entry: str, code: str) -> dict[str, str]:
    """Lay a package with an entry point where Python finds it, as an installer would, and return the environment."""
    (folder / module).mkdir(parents=True)
    (folder / module / "__init__.py").write_text(code, encoding="utf-8")
    told = folder / f"{module}-0.1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 0.1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[graphbuild.extractors]\n{entry}\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def extract(minutes: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from graphbuild.cli import main; main()", "extract", str(minutes)]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "borgerraad.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def test_the_example_adds_its_facts_with_their_words(tmp_path: Path, minutes: Path) -> None:
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [(name, target)] = project["entry-points"]["graphbuild.extractors"].items()
    code = (EXAMPLE / "facebook_groups" / "__init__.py").read_text(encoding="utf-8")
    result = extract(minutes, installed(tmp_path / "site", "facebook_groups", f"{name} = {target}", code))
    assert result.returncode == 0, result.stderr
    record = json.loads(result.stdout)
    names = record["organisations"]
    assert "Vi der bor ved havnen" in names
    told = record["evidence"][f"/organisations/{names.index('Vi der bor ved havnen')}"]
    assert told["rule"] == "facebook-groups.quoted"
    assert MINUTES[told["start"] : told["end"]] == told["quote"] == "Vi der bor ved havnen"


def test_a_broken_plugin_is_named_with_the_file(tmp_path: Path, minutes: Path) -> None:
    code = "def read(document, minutes, record):\n    return None\n"
    result = extract(minutes, installed(tmp_path / "site", "broken", "broken = broken:read", code))
    assert result.returncode == 1
    assert "borgerraad.txt" in result.stderr
    assert "broken" in result.stderr
