"""The network page in a browser: opens settled, answers clicks and searches, asks nothing of any network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphbuild.graph.store import GraphStore
from graphbuild.views import network_page
from tests.views.test_network import HOSTILE, hostile_graph


def wait(condition: Callable[[], Any]) -> Any:
    """Wait until a condition holds; the limit is for a page that never gets there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("the page did not get there")


def opened(browser: Any, page: Path) -> None:
    browser.get_log("browser"), browser.get_log("performance")
    browser.get(page.as_uri())
    wait(lambda: browser.execute_script("return document.documentElement.dataset.ready") == "yes")


def requests(browser: Any) -> list[str]:
    """Return what the page asked for; a browser's own start page (chrome://) is not the page's doing."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    addresses = [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]
    return [one for one in addresses if not one.startswith(("chrome:", "data:"))]


def text(browser: Any, element: str) -> str:
    found: str = browser.execute_script("return document.getElementById(arguments[0]).textContent", element)
    return found


def click_at(browser: Any, where: str, thing: object) -> None:
    """Click the canvas where the page's own library says that a thing stands."""
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By

    x, y = browser.execute_script(
        "const g = window.graphbuild; const place = id => g.network.getPositions([id])[id];"
        f"const at = ({where})(arguments[0]); const dom = g.network.canvasToDOM(at);"
        "const box = document.querySelector('#network canvas').getBoundingClientRect();"
        "return [dom.x - box.width / 2, dom.y - box.height / 2]",
        thing,
    )
    canvas = browser.find_element(By.CSS_SELECTOR, "#network canvas")
    ActionChains(browser).move_to_element_with_offset(canvas, round(x), round(y)).click().perform()


@pytest.fixture
def page(examples: GraphStore, tmp_path: Path) -> Path:
    path = tmp_path / "network.html"
    path.write_bytes(network_page(examples, "Kirkens Korshær")[0])
    return path


def test_a_search_finds_a_name_typed_without_danish_letters_and_shows_its_passages(browser: Any, page: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    opened(browser, page)
    search = browser.find_element(By.ID, "search")
    search.send_keys("torben aalykke")
    assert wait(lambda: browser.find_elements(By.CSS_SELECTOR, "#found li"))[0].text.startswith("Torben Ålykke")
    search.send_keys(Keys.ENTER)
    assert wait(lambda: text(browser, "name")) == "Torben Ålykke"
    assert text(browser, "kind") == "Person"
    marks = browser.find_elements(By.CSS_SELECTOR, "#facts mark")
    assert {mark.text for mark in marks} == {"Torben Ålykke"}
    assert "Kilde: fjordlev-udsatteraad-2023-02-09.docx" in text(browser, "facts")
    assert browser.get_log("browser") == []
    assert requests(browser) == [page.as_uri()]


def test_clicks_on_a_shape_and_on_a_line_show_what_is_said(browser: Any, page: Path) -> None:
    opened(browser, page)
    assert text(browser, "name") == "Kirkens Korshær"  # the subject is open from the start
    data = json.loads(text(browser, "data"))
    meeting = next(at for at, panel in enumerate(data["panels"]) if panel["name"] == "Byrådet, 2023-03-28")
    click_at(browser, "place", meeting)
    assert wait(lambda: text(browser, "name") == "Byrådet, 2023-03-28")
    assert "2023-03-28" in text(browser, "facts")

    line = next(edge for edge in data["edges"] if {edge["from"], edge["to"]} == {meeting, data["centre"]})
    browser.execute_script(
        "window.graphbuild.network.fit({nodes: arguments[0], animation: false})", [line["from"], line["to"]]
    )
    click_at(
        browser,
        "e => { const a = place(e.from), b = place(e.to); return {x: (a.x + b.x) / 2, y: (a.y + b.y) / 2} }",
        line,
    )
    assert wait(lambda: text(browser, "kind") == "nævnt ved")
    assert "Kirkens Korshær nævnt ved Byrådet, 2023-03-28" in text(browser, "facts")
    assert browser.get_log("browser") == []


def test_the_page_opens_settled_and_the_legend_hides_a_kind(browser: Any, page: Path) -> None:
    from selenium.webdriver.common.by import By

    opened(browser, page)
    assert browser.execute_script("return window.graphbuild.network.physics.physicsEnabled") is False
    places = browser.execute_script("return window.graphbuild.network.getPositions()")
    data = json.loads(text(browser, "data"))
    assert {int(at): (place["x"], place["y"]) for at, place in places.items()} == {
        at: (node["x"], node["y"]) for at, node in enumerate(data["nodes"])
    }
    browser.find_element(By.CSS_SELECTOR, "#kinds input[value=AgendaItem]").click()
    hidden = browser.execute_script("return window.graphbuild.nodes.get().filter(n => n.hidden).map(n => n.kind)")
    assert hidden == [node["kind"] for node in data["nodes"] if node["kind"] == "AgendaItem"]


def test_hostile_text_is_shown_not_run(browser: Any, tmp_path: Path) -> None:
    hostile_graph(tmp_path / "graph")
    page = tmp_path / "network.html"
    with GraphStore.open(tmp_path / "graph") as store:
        page.write_bytes(network_page(store, language="en")[0])
    opened(browser, page)
    browser.execute_script("document.querySelector('#search').value = 'script';")
    browser.execute_script("document.querySelector('#search').dispatchEvent(new Event('input'))")
    browser.execute_script("document.querySelector('#found li').dispatchEvent(new Event('mousedown'))")
    assert HOSTILE.split("\u2028")[0].strip() in text(browser, "name")
    assert browser.execute_script("return document.images.length") == 0
    assert browser.get_log("browser") == []
    assert requests(browser) == [page.as_uri()]
