"""Views: self-contained pages that a browser opens without any network."""

from graphbuild.views.case import case_page
from graphbuild.views.network import MOST_NODES, network_page
from graphbuild.views.people import body_page, person_page
from graphbuild.views.promises import promises_page
from graphbuild.views.topics import topics_page

__all__ = [
    "MOST_NODES",
    "body_page",
    "case_page",
    "network_page",
    "person_page",
    "promises_page",
    "topics_page",
]
