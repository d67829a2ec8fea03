"""The keys of the review, what they do, and the guard against one that is held down."""

import time

import streamlit as st

from claims.ui.markup import label
from db.vocabulary import Judgement, Verdict

# A held key repeats up to thirty times a second; nobody reads a claim in less than this.
DWELL = 0.6

VERDICTS = {Verdict.CONFIRMED: "A", Verdict.REFUTED: "X", Verdict.UNDETERMINED: "D"}
JUDGEMENTS = {Judgement.ACCEPTED: "Y", Judgement.REJECTED: "N"}
NEXT, BACK, UNDO, HELP, LINK = "J", "K", "U", "H", "L"

# Streamlit takes each repeat of a held key for a press, leads no key into a field, and picks no
# reason by key. Only the browser knows a repeat; the guard below stays, for whoever presses again
# without having looked. A reason that follows at once on a verdict is meant for it, and saves it
# when the page has come to wait for one.
IN_BROWSER = """<script>
if (!window.claimdeskKeys) {
  window.claimdeskKeys = true;
  const one = (selector) => document.querySelector(selector);
  const claim = () => one(".claim-card")?.dataset.claim;
  let decided = 0;
  const pick = (number) => {
    const reasons = document.querySelectorAll(".st-key-chips [data-variant=pills]");
    reasons[number - 1]?.click();
    if (!reasons.length || Date.now() - decided > 1000) return;
    const about = claim();
    let looks = 40;
    const save = () => {
      const saving = one(`.st-key-reason-${number} button`);
      if (saving && claim() === about) saving.click();
      else if (--looks) setTimeout(save, 50);
    };
    save();
  };
  document.addEventListener("keydown", (press) => {
    // A popover that Escape closes takes with it what was not sent by leaving its field.
    if (press.key === "Escape") document.activeElement?.blur();
    const saving = one("[class*=st-key-save-] button");
    if (press.key === "Enter" && press.target === one('input[aria-label="Reason"]') && saving) {
      if (press.repeat || press.isComposing) return;
      press.target.blur();
      saving.click();
    }
    const writing = press.target.closest?.("input, textarea, [contenteditable=true]");
    if (writing || press.ctrlKey || press.metaKey || press.altKey) return;
    if (press.repeat) press.stopImmediatePropagation();
    const reason = one('input[aria-label="Reason"]');
    if (press.repeat || !reason || one("[role=dialog]")) return;
    if ("axd".includes(press.key.toLowerCase())) decided = Date.now();
    if (press.key >= "1" && press.key <= "6") pick(press.key);
    if (press.key !== "w") return;
    press.preventDefault();
    reason.focus();
  }, true);
}
</script>"""

LEGEND = {
    "Decide about the claim": (
        ("A", "confirm it"),
        ("X", "refute it"),
        ("D", "leave it undetermined"),
        ("1 to 6", "pick a common reason; a verdict that waits is saved with it"),
        ("W", "write a reason"),
        ("Enter", "save a verdict that waits, with the reason that you wrote"),
    ),
    "Judge the outlined link": (
        ("Y", "accept it"),
        ("N", "reject it"),
        ("L", "go on to the next link that nobody has judged; this one stays as it is"),
    ),
    "Find your way": (
        ("J", "next claim; this one stays open"),
        ("K", "the claim before"),
        ("U", "take back what you did last"),
        ("H", "this help"),
    ),
}


def arm(claim_id: str) -> None:
    """Note that a claim has come into sight, or anew after a press; presses count a moment later.

    To be called when all of it is drawn: a slow server must not count its own time as reading.
    """
    if st.session_state.get("armed_for") != claim_id:
        st.session_state["armed_for"] = claim_id
        rearm()


def rearm() -> None:
    """Let presses count only a moment from now."""
    st.session_state["armed_at"] = time.monotonic()


def refusal() -> str:
    """Return why a press does not count, "" where it does.

    Every press re-arms the guard, and so does the drawing that follows it, so that a held key never
    gets through again.
    """
    early = time.monotonic() - st.session_state.get("armed_at", 0.0) < DWELL
    st.session_state.pop("armed_for", None)
    rearm()
    if st.session_state.get("helping"):
        toggle_help()
        return "The help lay over the claim: nothing was saved."
    return "That press came too soon after the last one: nothing was saved." if early else ""


def toggle_help() -> None:
    """Open the help, or close it, as a callback."""
    ss = st.session_state
    open_now = bool(ss.pop("helping", False))
    ss["helping"], ss["help-shuts"] = not open_now, open_now


def _dismissed() -> None:
    st.session_state.pop("helping", None)


def draw_help() -> None:
    """Draw the help over the page, where it is asked for."""
    if st.session_state.pop("help-shuts", False):
        # Drawn anew alone, this part of the page leaves an open dialog where it is.
        st.rerun()
    if st.session_state.get("helping"):
        _show_help()


@st.dialog("Keys", icon=":material/keyboard:", on_dismiss=_dismissed)
def _show_help() -> None:
    for part, rows in LEGEND.items():
        keys = "".join(f"<dt><kbd>{key}</kbd></dt><dd>{does}</dd>" for key, does in rows)
        st.html(f'<h5>{part}</h5><dl class="keys">{keys}</dl>')
    st.caption(label("Keys do nothing while you write; leave the field with Tab."))
