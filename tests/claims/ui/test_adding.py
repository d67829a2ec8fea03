"""Adding articles from the page: what was typed or uploaded becomes files, and then claims."""

from typing import Any

import yaml

from claims.ui.adding import pasted, result, safe_names


def test_pasted_front_matter_holds_what_was_typed() -> None:
    """A headline with YAML or a fence in it stays one value of the front matter."""
    matter = {"title": 'a: "b"\n---\nurl: x', "publisher": "예시일보"}
    ((name, raw),) = pasted(matter, "Body.").items()

    _, head, body = raw.decode().split("---\n", 2)
    assert yaml.safe_load(head) == matter
    assert body.strip() == "Body."
    assert name.endswith(".md")


def test_paste_without_facts_is_plain_text() -> None:
    """Where nothing but the text is known, no front matter is made up."""
    assert list(pasted({}, "Just words.").values()) == [b"Just words."]


def test_uploaded_names_stay_in_their_folder() -> None:
    """No uploaded name leaves the folder, hides, or takes the place of another."""
    names = ["../../etc/passwd.txt", "..\\x.md", ".hidden.txt", "same.txt", "same.txt", "/"]
    safe = [name for name, _ in safe_names((name, b"") for name in names)]

    assert len(set(safe)) == len(names)
    assert not any("/" in name or "\\" in name or name.startswith(".") for name in safe)


def test_result_counts_what_is_new() -> None:
    """The result names what came, and each file that could not be read, escaped."""
    before = {"articles": 1, "shown": 2, "links": 0}
    after = {"articles": 2, "shown": 16, "links": 3}

    assert result(before, after, []) == "1 article, 14 claims, 3 links added."
    assert "&lt;b&gt;" in result(before, before, ["<b>.txt: is empty"])
    assert "already on this desk" in result(before, before, [])


def test_empty_paste_is_answered(open_page: Any, story_desk: str, shown: Any) -> None:
    """An empty paste adds nothing and says what is missing."""
    app = open_page(story_desk, "articles")
    app.button(key="add-paste").click().run()

    assert "Paste the text of the article first" in shown(app)


def test_pasted_article_becomes_claims(open_page: Any, story_desk: str, shown: Any) -> None:
    """A pasted article is read, its claims are found, and the page says how many."""
    app = open_page(story_desk, "articles")
    app.text_input(key="paste-title").set_value("Ferry halted")
    app.text_input(key="paste-publisher").set_value("The Example Times")
    app.text_area(key="paste-text").set_value(
        "The Example Wire reported on Friday that the ferry to Sample Island had been halted."
    )
    app.button(key="add-paste").click().run(timeout=120)

    assert not app.exception
    assert "1 article, 1 claim" in shown(app)
    assert "<h4>Ferry halted</h4>" in shown(app)
