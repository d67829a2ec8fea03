"""Ways to other pages as plain links in HTML, so that a whole list is one element of the page.

A link that Streamlit draws is an element of its own, with a message from the server, and a list of
them takes most of the time that a page takes. A plain link would load the dashboard anew; so a
script takes the click, and tells Streamlit that the address changed, as the browser's Back does.
Who looks at a day of the past stays there: also the links of the navigation get it on the way.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from claims.excerpt import AROUND
from claims.ui.day import kept
from claims.ui.markup import escaped, shortened
from db.views.claims import ClaimView

FEW = 4
_SENTENCE_END = re.compile(r"[.!?:;][\"'”\u2019)]*\s|\n")
# Whoever wants another tab, or has no scripts, gets what a link gives by itself.
IN_BROWSER = """<script>
if (!window.claimdeskWays) {
  window.claimdeskWays = true;
  const pages = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
  // What was written in a field is sent as it is left, and lost where its page is left before.
  let left = 0;
  const sending = () => Date.now() - left < 500;
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("input, textarea")) left = Date.now();
  }, true);
  document.addEventListener("click", (press) => {
    const day = new URLSearchParams(location.search).get("as_of");
    const held = document.querySelector("[data-testid=stPopoverBody]");
    const way = press.target.closest?.(day || held || sending() ? `a.way, ${pages}` : "a.way");
    const elsewhere = press.ctrlKey || press.metaKey || press.shiftKey || press.altKey;
    if (!way || press.button || elsewhere) return;
    press.preventDefault();
    press.stopPropagation();
    const to = new URL(way.href);
    if (day && way.matches(pages)) to.searchParams.set("as_of", day);
    held?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    follow(to);
  }, true);
  // A popover that closes draws its page once more: whoever left before that would be called back.
  function follow(to, patience = 20) {
    const held = document.querySelector("[data-testid=stPopoverBody]");
    if ((held || sending()) && patience) return setTimeout(follow, 50, to, patience - 1);
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector(".stMain")?.scrollTo(0, 0);
  }
}
</script>"""


def way(name: str, words: str, /, **params: str) -> str:
    """Return a link to another page as escaped HTML.

    Args:
        name: of the page, as in its address.
        words: what the link says.
        **params: what stands in the address.
    """
    return _way(name, escaped(words), params)


def _way(name: str, html: str, params: Mapping[str, str]) -> str:
    return f'<a class="way" href="{_address(name, params)}" target="_self">{html}</a>'


def onward(name: str, words: str, /, **params: str) -> str:
    """Return a link that leads away from the row that it stands in, and is no title of it."""
    arrow = '<span aria-hidden="true">→ </span>'
    return f'<span class="onward">{arrow}{way(name, words, **params)}</span>'


def claim_way(claim: ClaimView, *, limit: int = 220) -> str:
    """Return the words of a claim as the link to its page, cut after ``limit`` characters.

    Before a claim of few words stand the words before it, without which it may say nothing.
    """
    before = lead(claim)
    led = f'<small class="lead">… {escaped(before)}</small> ' if before else ""
    words = escaped(shortened(claim.text, limit))
    return _way("claim", led + words, {"id": claim.claim_id})


def lead(claim: ClaimView) -> str:
    """Return the words of its sentence before a claim of few words: "gave no answer on"."""
    if len(claim.text.split()) > FEW:
        return ""
    before = claim.prefix
    if len(before) == AROUND:  # its first word may be cut
        before = before.partition(" ")[2]
    return _SENTENCE_END.split(before)[-1].strip()


def _address(name: str, params: Mapping[str, str]) -> str:
    # The review stands at the root, wherever that is.
    at = "./" if name == "review" else name
    found = {**params, **kept()}
    return escaped(f"{at}?{urlencode(found)}" if found else at)


def rows(found: Iterable[tuple[str, str]]) -> str:
    """Return a list as HTML.

    Args:
        found: what each row is named by, and what stands in it, as HTML.
    """
    return "".join(
        f'<div class="row" data-row="{escaped(name)}">{html}</div>' for name, html in found
    )
