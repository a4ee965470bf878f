"""The documents say what the program does: each command is in the README, has an example, the reference is fresh."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import click
import pytest

from graphbuild.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REFERENCE = load_script("cli_reference")
EXAMPLES = load_script("examples")
COMMANDS: dict[str, click.Command] = {" ".join(words): command for words, command in REFERENCE.commands(main)}


@pytest.mark.parametrize("words", COMMANDS)
def test_readme_shows_every_command_with_a_line_that_runs_it(words: str) -> None:
    assert re.search(rf"^ *(\$ )?graphbuild {re.escape(words)}\b", README, re.MULTILINE)


@pytest.mark.parametrize("words", COMMANDS)
def test_help_is_one_sentence_then_more_then_an_example_of_that_command(words: str) -> None:
    text = COMMANDS[words].help or ""
    first = text.split("\n\n")[0].strip()
    assert first.endswith(".")
    assert ". " not in " ".join(first.split())
    example = text.partition("Example:")[2]
    assert re.search(rf"^ *graphbuild {re.escape(words)}\b", example, re.MULTILINE), "no Example: with the command"


@pytest.mark.parametrize("words", COMMANDS)
def test_every_option_says_what_it_is_for(words: str) -> None:
    options = [one for one in COMMANDS[words].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_reference_of_commands_is_fresh() -> None:
    made = REFERENCE.reference()
    assert REFERENCE.PAGE.read_text(encoding="utf-8") == made, "run: make docs"


def test_readme_shows_what_its_commands_print() -> None:
    assert len(list(EXAMPLES.commands(README))) >= 4
    assert EXAMPLES.without_times(EXAMPLES.refreshed(README)) == EXAMPLES.without_times(README), "run: make docs"


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_readme_opens_with_the_two_commands_and_ci_runs_the_second() -> None:
    opening = README.split("\n## ")[0]
    assert re.findall(r"^    (make \w+)", opening, re.MULTILINE) == ["make demo", "make test"]
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().splitlines()[-1] == "make test"


def test_version_of_package_and_changelog_agree() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert version[1] in headings


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"])
def test_locks_pin_every_package_with_a_hash_and_name_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    unpinned = [entry.split()[0] for entry in entries if "==" not in entry.split()[0] or "--hash=sha256:" not in entry]
    assert entries
    assert unpinned == []


COMPOSE = ROOT / "docker-compose.yml"


def test_servers_listen_on_this_machine_only_have_pinned_images_and_no_password_in_the_file() -> None:
    text = COMPOSE.read_text(encoding="utf-8")
    ports = re.findall(r'^ +- "([^"]+:\d+)"', text, re.MULTILINE)
    assert ports == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687", "127.0.0.1:7878:7878"]
    images = re.findall(r"image: (\S+)", text)
    assert images
    assert [one for one in images if not re.search(r":\d+\.\d+\.\d+", one)] == []
    assert "neo4j/${NEO4J_PASSWORD:?" in text


def test_docker_accepts_the_compose_file_only_with_a_password() -> None:
    if (
        shutil.which("docker") is None
        or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
    ):
        pytest.skip("no docker compose client here")
    bare = {name: value for name, value in os.environ.items() if name != "NEO4J_PASSWORD"}
    command = ["docker", "compose", "-f", str(COMPOSE), "config", "--quiet"]
    with_password = subprocess.run(command, env={**bare, "NEO4J_PASSWORD": "not-a-real-one"}, capture_output=True)
    assert with_password.returncode == 0, with_password.stderr.decode()
    assert subprocess.run(command, env=bare, capture_output=True).returncode != 0
