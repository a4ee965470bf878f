"""The wheel carries all that the program needs, and runs where neither the checkout nor a development package is."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment with the locked run-time packages and no other; return its programs."""
    environment = tmp_path_factory.mktemp("bare")
    venv.create(environment, with_pip=False, symlinks=sys.platform != "win32")
    programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    query = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(query, check=True, capture_output=True, text=True).stdout.strip())
    # links to the packages of this environment: nothing is fetched, and what the lock leaves out is absent
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue  # for another Python or system
        for top in {file.parts[0] for file in files if ".." not in file.parts}:
            source = Path(str(distribution(name).locate_file(top)))
            if source.exists() and not (packages / top).exists() and top != "__pycache__":
                (packages / top).symlink_to(source, target_is_directory=source.is_dir())
    return programs


def test_wheel_carries_ontology_and_queries_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    data = {
        f"graphbuild/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("ontology", "queries")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert data, "there is neither ontology nor query in the checkout"
    tables = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "graphbuild").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert (data | tables) - carried == set()
    tops = {name.split("/")[0] for name in carried}
    assert {one for one in tops if not re.fullmatch(r"graphbuild|graphbuild-.+\.dist-info", one)} == set()


def test_installed_command_runs_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "graphbuild"), "--help"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "Usage: graphbuild" in result.stdout


def test_installed_package_builds_and_asks_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(installed / "graphbuild"), *words], cwd=tmp_path, capture_output=True, text=True)

    municipalities = str(ROOT / "examples" / "municipalities.csv")
    minutes = sorted((ROOT / "examples" / "minutes").glob("*.txt"))[0]
    built = run("build", str(minutes), "--municipalities", municipalities, "--workers", "1")
    assert built.returncode == 0, built.stderr
    listed = run("ask")
    assert listed.returncode == 0, listed.stderr
    assert "who-decided-what" in listed.stdout
