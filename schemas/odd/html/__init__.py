"""The HTML reference of a customisation: plain files that need neither a server nor a network."""

from schemas.odd.html.site import write_html

__all__ = ["write_html"]
