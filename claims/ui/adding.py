"""Adding articles by paste or upload: the forms, and the job that reads what they give."""

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import streamlit as st

from claims.ui import words
from claims.ui.drafts import kept
from claims.ui.fetching import draw_fetch
from claims.ui.markup import escaped
from claims.ui.previewing import FIRST_DAY
from claims.ui.starting import start
from claims.ui.visitor import barred

SUFFIXES = (
    "txt", "md", "html", "htm", "mhtml", "mht", "rss", "atom", "xml", "pdf", "docx", "eml", "mbox",
    "warc", "arc", "gz", "wacz", "csv", "tsv", "jsonl", "json", "zip",
)  # fmt: skip
# Of a file's name, in bytes: systems take 255.
NAME = 120
LOOK = "Show what is understood first"
PASTE = "Paste text"
PASTED = ("paste-title", "paste-publisher", "paste-url", "paste-text")


def draw_adding(*, expanded: bool) -> None:
    """Draw the forms that add articles."""
    if reason := barred():
        st.html(f"<small>{escaped(reason)}, and so does adding articles.</small>")
        return
    with st.expander("Add articles", expanded=expanded or begun(), icon=":material/add:"):
        if told := st.session_state.pop("adding-told", ""):
            st.html(f'<div class="notice" role="alert">{told}</div>')
        st.html(
            "<small>Without front matter or a headline, the first line is the title if a blank "
            "line follows. English is read; other languages are kept and named.</small>"
        )
        tabs = ["Upload files", PASTE, "Address or feed"]
        upload, paste, fetch = st.tabs(tabs, default=PASTE if begun() else None)
        with upload:
            draw_upload()
        with paste:
            draw_paste()
        with fetch:
            draw_fetch(draw_submits)


def draw_upload() -> None:
    """Draw the upload form."""
    with st.form("upload", border=False, clear_on_submit=True):
        st.file_uploader(
            "Text, saved web pages, PDF, Word, mails, feeds, web archives, tables, or zips",
            type=list(SUFFIXES),
            accept_multiple_files=True,
            key="files",
        )
        draw_submits("Read these files", "files", read_uploaded)


def draw_submits(
    at_once: str,
    key: str,
    begin: Callable[[bool], None],
    button: Callable[..., bool] = st.form_submit_button,
) -> None:
    """Draw the two ways to submit a form: to see first what is understood, or to add at once.

    Args:
        at_once: what the button for the second way says.
        key: of the form's matter.
        begin: called with whether to show first.
        button: draws one of them.
    """
    with st.container(horizontal=True, gap="small"):
        button(
            LOOK,
            key=f"look-{key}",
            type="primary",
            icon=":material/preview:",
            on_click=begin,
            args=(True,),
        )
        button(at_once, key=f"add-{key}", on_click=begin, args=(False,))


def read_uploaded(preview: bool) -> None:
    """Start reading what was uploaded, as a callback."""
    uploaded = st.session_state["files"]
    files = dict(safe_names((one.name, one.getvalue()) for one in uploaded))
    if not files:
        st.session_state["adding-told"] = "Choose at least one file first."
        return
    title = next(iter(files)) if len(files) == 1 else words.count(len(files), "file")
    start(files, title, preview=preview)


def safe_names(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Give uploaded files names that stay within a folder and do not collide."""
    taken: set[str] = set()
    for name, raw in files:
        last = Path(name.replace("\\", "/").replace("\0", "")).name
        suffix = Path(last).suffix[:10]
        stem = _cut(Path(last).stem.strip(". ")) or "upload"
        safe, n = f"{stem}{suffix}", 1
        # Some systems hold that A.txt and a.txt are one file.
        while safe.casefold() in taken:
            n += 1
            safe = f"{stem}-{n}{suffix}"
        taken.add(safe.casefold())
        yield safe, raw


def _cut(stem: str) -> str:
    return stem.encode("utf-8", "replace")[:NAME].decode("utf-8", "ignore").strip(". ")


def begun() -> bool:
    """Tell whether an article is being pasted."""
    return any(st.session_state.get(name) for name in PASTED)


def draw_paste() -> None:
    """Draw what an article is pasted into; it keeps what is written while other pages are open."""
    st.text_input("Headline", **kept("paste-title"))
    one, two, three = st.columns(3)
    one.text_input("Publisher", **kept("paste-publisher"))
    # Streamlit takes today for a day that is not given.
    two.date_input("Published", min_value=FIRST_DAY, **{"value": None} | kept("paste-published"))
    three.text_input("Address", help="Kept for reference; not fetched.", **kept("paste-url"))
    st.text_area("Text", height=180, **kept("paste-text"))
    draw_submits("Add article", "paste", read_pasted, st.button)


def read_pasted(preview: bool) -> None:
    """Start reading what was pasted, as a callback; the form is emptied once that is safe."""
    ss = st.session_state
    title, publisher, url, body = (ss[name].strip() for name in PASTED)
    if not body:
        ss["adding-told"] = "Paste the text of the article first."
        return
    day = ss["paste-published"]
    matter = {
        "title": title,
        "publisher": publisher,
        "published": day.isoformat() if day else "",
        "url": url,
    }
    files = pasted({name: value for name, value in matter.items() if value}, ss["paste-text"])
    if start(files, title or "a pasted text", preview=preview):
        ss.update(dict.fromkeys(PASTED, "") | {"paste-published": None})


def pasted(matter: dict[str, str], body: str) -> dict[str, bytes]:
    """Return pasted words as a Markdown file, with front matter where something is known."""
    # A JSON string is a YAML string, whatever stands in it.
    lines = [f"{name}: {json.dumps(value)}" for name, value in matter.items()]
    head = "\n".join(["---", *lines, "---", "", ""]) if lines else ""
    raw = (head + body).encode("utf-8", "replace")
    return {f"pasted-{sha256(raw).hexdigest()[:8]}.md": raw}
