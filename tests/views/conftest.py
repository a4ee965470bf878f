"""Pages of the example minutes, and a browser to open them in where the machine has one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphbuild.cli import main
from graphbuild.graph.store import GraphStore
from tests.questions.graphs import MINUTES, annotated_examples, write


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("views")
    write(folder, annotated_examples())
    with GraphStore.open(folder) as store:
        yield store


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph that the command ``build`` makes of the example minutes, follow-ups and all."""
    folder = tmp_path_factory.mktemp("built")
    towns = ("--municipalities", str(MINUTES.parent / "municipalities.csv"))
    done = CliRunner().invoke(main, ["build", str(MINUTES), *towns, "--graph", str(folder), "--workers", "1"])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="session")
def built(built_folder: Path) -> Iterator[GraphStore]:
    with GraphStore.open(built_folder) as store:
        yield store


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Return a headless Chromium that logs its console and its requests; skip where there is none."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    driver = shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no Chromium with chromedriver on this machine (Debian: chromium, chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    profile: Path = tmp_path_factory.mktemp("profile")
    for flag in (
        *("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking"),
        *("disable-component-update", "disable-sync", f"user-data-dir={profile}", "window-size=1400,900"),
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield opened
    finally:
        opened.quit()
