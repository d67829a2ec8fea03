"""Adding articles by paste or upload: the forms, the run, and what came of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from claims import ClaimdeskError
from claims.ui import words
from claims.ui.frame import desk
from claims.ui.markup import escaped, label
from claims.ui.visitor import barred

SUFFIXES = (
    "txt", "md", "html", "htm", "mhtml", "mht", "rss", "atom", "xml", "pdf", "docx", "eml", "mbox",
    "warc", "gz", "wacz", "csv", "tsv", "jsonl", "json",
)  # fmt: skip
NAME = 80


def draw_adding(*, expanded: bool) -> None:
    """Draw the forms that add articles, and run the desk on what they give."""
    if result := st.session_state.pop("added", ""):
        st.html(f'<div class="notice is-confirmed" role="status">{result}</div>')
    if reason := barred():
        st.html(f"<small>{escaped(reason)}, and so does adding articles.</small>")
        return
    with st.expander("Add articles", expanded=expanded, icon=":material/add:"):
        st.html(
            "<small>Without front matter or a headline, the first line is the title if a blank "
            "line follows.</small>"
        )
        upload, paste = st.tabs(["Upload files", "Paste text"])
        with upload:
            files = draw_upload()
        with paste:
            files = files or draw_paste()
        if files:
            add(files)


def draw_upload() -> dict[str, bytes]:
    """Draw the upload form; return the files by name once they are submitted."""
    with st.form("upload", border=False, clear_on_submit=True):
        uploaded = st.file_uploader(
            "Text, saved web pages, PDF, Word, mails, feeds, web archives, tables",
            type=list(SUFFIXES),
            accept_multiple_files=True,
            key="files",
        )
        if not st.form_submit_button("Read these files", key="add-files", type="primary"):
            return {}
    if not uploaded:
        st.html('<div class="notice" role="alert">Choose at least one file first.</div>')
    return dict(safe_names((one.name, one.getvalue()) for one in uploaded))


def safe_names(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Give uploaded files names that stay within a folder and do not collide."""
    for i, (name, raw) in enumerate(files):
        last = Path(name.replace("\\", "/")).name.replace("\0", "")
        stem, suffix = Path(last).stem[:NAME].strip(". ") or "upload", Path(last).suffix
        yield f"{i:02d}-{stem}{suffix}" if i else f"{stem}{suffix}", raw


def draw_paste() -> dict[str, bytes]:
    """Draw the paste form; return the article as a file once it is submitted."""
    with st.form("paste", border=False):
        title = st.text_input("Headline", key="paste-title")
        one, two, three = st.columns(3)
        publisher = one.text_input("Publisher", key="paste-publisher")
        published = two.date_input("Published", value=None, key="paste-published")
        url = three.text_input("Address", key="paste-url", help="Kept for reference; not fetched.")
        body = st.text_area("Text", key="paste-text", height=180)
        if not st.form_submit_button("Add article", key="add-paste", type="primary"):
            return {}
    if not body.strip():
        st.html('<div class="notice" role="alert">Paste the text of the article first.</div>')
        return {}
    matter = {
        "title": title.strip(),
        "publisher": publisher.strip(),
        "published": published.isoformat() if published else "",
        "url": url.strip(),
    }
    return pasted({name: value for name, value in matter.items() if value}, body)


def pasted(matter: dict[str, str], body: str) -> dict[str, bytes]:
    """Return pasted words as a Markdown file, with front matter where something is known."""
    # A JSON string is a YAML string, whatever stands in it.
    lines = [f"{name}: {json.dumps(value)}" for name, value in matter.items()]
    head = "\n".join(["---", *lines, "---", "", ""]) if lines else ""
    raw = (head + body).encode("utf-8", "replace")
    return {f"pasted-{sha256(raw).hexdigest()[:8]}.md": raw}


def add(files: dict[str, bytes]) -> None:
    """Run every stage on the files, say what came of it, and open the newest new article."""
    before = desk().counts()
    known = {one.article_id for one in desk().articles()}
    failed: list[str] = []
    with TemporaryDirectory() as folder, st.status("Reading", expanded=True) as status:
        for name, raw in files.items():
            (Path(folder) / name).write_bytes(raw)
        bar = st.progress(0.0)
        try:
            for step in desk().run(folder):
                status.update(label=f"{step.stage.capitalize()} {step.done} of {step.total}")
                bar.progress(min(step.done / max(step.total, 1), 1.0), label(step.item, NAME))
                if step.failed:
                    failed.append(f"{step.item}: {step.note}")
        except ClaimdeskError as error:
            failed.append(str(error))
        status.update(label="Done", state="error" if failed else "complete")
    st.session_state["added"] = result(before, desk().counts(), failed)
    new = [one.article_id for one in desk().articles() if one.article_id not in known]
    if new:
        st.query_params["id"] = new[0]
    st.rerun()


def result(before: dict[str, int], after: dict[str, int], failed: Sequence[str]) -> str:
    """Return what adding brought, as escaped HTML."""
    new = {name: after[name] - before[name] for name in ("articles", "shown", "links")}
    if new["articles"]:
        said = (
            f"{words.count(new['articles'], 'article')}, {words.count(new['shown'], 'claim')}, "
            f"{words.count(new['links'], 'link')} added."
        )
    else:
        said = "Nothing was added." if failed else "Nothing was added: it is already on this desk."
    problems = "".join(f"<li>{escaped(problem)}</li>" for problem in failed)
    return said + (f"<br>Not read:<ul>{problems}</ul>" if problems else "")
