"""Views: self-contained pages that a browser opens without any network."""

from graphbuild.views.network import MOST_NODES, network_page
from graphbuild.views.promises import promises_page

__all__ = ["MOST_NODES", "network_page", "promises_page"]
