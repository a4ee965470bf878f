"""The pages of text in a browser: they filter, they ask nothing of any network, hostile text is shown and not run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphbuild.engines.publishing import write_graph
from graphbuild.graph.links import Effect, FollowUp, Links, Reason
from graphbuild.graph.store import GraphStore
from graphbuild.model import Attendance as Status
from graphbuild.model import (
    BodyDecision,
    CommitmentMention,
    Document,
    ItemMention,
    MeetingMention,
    PersonMention,
    Record,
    ReferralMention,
    Said,
    Span,
    Statement,
)
from graphbuild.views import body_page, case_page, person_page, promises_page, topics_page
from tests.views.reading import check_self_contained
from tests.views.test_browser import opened, requests, text
from tests.views.test_dossiers import PAGES
from tests.views.test_network import HOSTILE

SHOWN = HOSTILE.partition("\u2028")[0]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_opens_without_a_complaint_or_a_request(
    browser: Any, built: GraphStore, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGES[kind](built, "da"))
    opened(browser, path)
    assert browser.execute_script("return getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert browser.get_log("browser") == []
    assert requests(browser) == [path.as_uri()]


def visible(browser: Any) -> list[str]:
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll('.promise')].filter(e => e.checkVisibility()).map(e => e.dataset.status)"
    )
    return found


def test_the_ledger_is_filtered_by_status_and_by_words(browser: Any, built: GraphStore, tmp_path: Path) -> None:
    from selenium.webdriver.common.by import By

    path = tmp_path / "page.html"
    path.write_bytes(promises_page(built)[0])
    opened(browser, path)
    before = visible(browser)
    assert text(browser, "shown") == f"Viser {len(before)} af {len(before)}"
    browser.find_element(By.CSS_SELECTOR, "input.status[value=overdue]").click()
    left = visible(browser)
    assert left == [one for one in before if one != "overdue"]
    assert text(browser, "shown") == f"Viser {len(left)} af {len(before)}"
    browser.find_element(By.ID, "filter").send_keys("kirkens korshaer bemanding")
    assert visible(browser) == ["fulfilled"]
    headings = (
        "return [...document.querySelectorAll('section h2')].filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    assert browser.execute_script(headings) == ["Rikke Solbjerg"]


@pytest.fixture
def hostile(tmp_path: Path) -> GraphStore:
    """Return a graph in which every text that a page shows tries to be markup."""
    text_ = f"{HOSTILE}\n" * 3
    said = Said(HOSTILE, Span(0, len(HOSTILE)), "test")
    readings = []
    for n, day in enumerate(("2024-03-01", "2024-05-01")):
        document = Document(f"{HOSTILE}{n}.txt", f"{n}" * 64, "text/plain", text_)
        item = ItemMention(
            number=Said("1", said.span, "test"),
            title=said,
            case_number=said,
            kle=Said("27.15.00", said.span, "test"),
            decision=said,
            decisions=(BodyDecision(said, None, said),),
            recommendation=(said,),
            statements=(Statement(said, said),),
            attachments=(said,),
            not_participating=(said,),
        )
        record = Record(
            document.name,
            document.sha256,
            municipality=said,
            municipality_code=Said("999", None, "test"),
            meeting=MeetingMention(bodies=(said,), date=Said(day, None, "test")),
            people=(PersonMention(said, attendance=Said(Status.PRESENT, said.span, "test")),),
            items=(item,),
            commitments=(CommitmentMention(action=said, actor=said, to=said, due_text=said, item="1"),),
            referrals=(ReferralMention(to=said, item="1"),),
        )
        readings.append((document, record))
    folder = tmp_path / "graph"
    write_graph(folder, readings)
    with GraphStore.open(folder) as store:
        iris = sorted(str(getattr(quad.subject, "value", "")) for quad in store.quads())
    promise = next(one for one in iris if "2024-03-01" in one and "/commitment/" in one)
    later = next(one for one in iris if one.endswith("2024-05-01/item/1"))
    link = FollowUp(
        "1" * 64, later, promise, Reason.EXPLICIT, Effect.FULFILLED, said.span, "test", 0.9, date="2024-05-01"
    )
    write_graph(folder, readings, links=Links(follow_ups={"1" * 64: [link]}))
    return GraphStore.open(folder)


def test_hostile_text_is_shown_not_run(browser: Any, hostile: GraphStore, tmp_path: Path) -> None:
    with hostile as store:
        pages = [
            promises_page(store)[0],
            topics_page(store)[0],
            case_page(store, HOSTILE)[0],
            body_page(store, HOSTILE)[0],
            person_page(store, HOSTILE)[0],
        ]
    for page in pages:
        check_self_contained(page)
        path = tmp_path / "page.html"
        path.write_bytes(page)
        opened(browser, path)
        assert SHOWN.strip() in browser.execute_script("return document.body.textContent")
        assert browser.execute_script("return document.images.length + document.scripts.length") == 1
        assert browser.get_log("browser") == []
        assert requests(browser) == [path.as_uri()]
