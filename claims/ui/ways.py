"""Ways to other pages as plain links in HTML, so that a whole list is one element of the page.

A link that Streamlit draws is an element of its own, with a message from the server, and a list of
them takes most of the time that a page takes. A plain link would load the dashboard anew; so a
script takes the click, and tells Streamlit that the address changed, as the browser's Back does.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from claims.ui.markup import escaped, shortened
from db.views.claims import ClaimView

# Whoever wants another tab, or has no scripts, gets what a link gives by itself.
IN_BROWSER = """<script>
if (!window.claimdeskWays) {
  window.claimdeskWays = true;
  document.addEventListener("click", (press) => {
    const way = press.target.closest?.("a.way");
    const elsewhere = press.ctrlKey || press.metaKey || press.shiftKey || press.altKey;
    if (!way || press.button || elsewhere) return;
    press.preventDefault();
    history.pushState(null, "", way.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector(".stMain")?.scrollTo(0, 0);
  });
}
</script>"""


def way(name: str, words: str, /, **params: str) -> str:
    """Return a link to another page as escaped HTML.

    Args:
        name: of the page, as in its address.
        words: what the link says.
        **params: what stands in the address.
    """
    return f'<a class="way" href="{_address(name, params)}" target="_self">{escaped(words)}</a>'


def onward(name: str, words: str, /, **params: str) -> str:
    """Return a link that leads away from the row that it stands in, and is no title of it."""
    arrow = '<span aria-hidden="true">→ </span>'
    return f'<span class="onward">{arrow}{way(name, words, **params)}</span>'


def claim_way(claim: ClaimView, *, limit: int = 220) -> str:
    """Return the words of a claim as the link to its page, cut after ``limit`` characters."""
    return way("claim", shortened(claim.text, limit), id=claim.claim_id)


def _address(name: str, params: Mapping[str, str]) -> str:
    # The review stands at the root, wherever that is.
    at = "./" if name == "review" else name
    return escaped(f"{at}?{urlencode(params)}" if params else at)


def rows(found: Iterable[tuple[str, str]]) -> str:
    """Return a list as HTML.

    Args:
        found: what each row is named by, and what stands in it, as HTML.
    """
    return "".join(
        f'<div class="row" data-row="{escaped(name)}">{html}</div>' for name, html in found
    )
