// What a page in Python cannot see: which words of the article are selected, and which mark is pressed.
// It reads text and offsets only; nothing from the article becomes markup.

const POINTED = 1600; // milliseconds

// Offsets count code points of the stored text: a number before a mark is none of it, and a chip that
// shows a hidden character stands for one.
function codePoints(article, node, offset) {
  const before = document.createRange();
  before.setStart(article, 0);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll("sup").forEach((number) => number.remove());
  copy.querySelectorAll(".hidden-char").forEach((chip) => chip.replaceWith("?"));
  return Array.from(copy.textContent).length;
}

function selected(articleId) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const first = range.startContainer;
  const element = first.nodeType === Node.ELEMENT_NODE ? first : first.parentElement;
  const article = element && element.closest(".article[data-article]");
  if (!article || article.dataset.article !== articleId) return null;
  // Whoever takes a whole last paragraph has the selection end in what follows the article.
  const inside = article.contains(range.endContainer);
  const [last, at] = inside ? [range.endContainer, range.endOffset] : [article, article.childNodes.length];
  return {
    article: articleId,
    start: codePoints(article, first, range.startOffset),
    end: codePoints(article, last, at),
  };
}

function point(event) {
  const mark = event.target.closest?.(".article .mark[data-claims]");
  if (!mark || !document.getSelection().isCollapsed) return;
  const number = mark.dataset.claims.split(" ")[0];
  const row = document.querySelector(`.claim-number[data-number="${CSS.escape(number)}"]`);
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  row.classList.add("pointed");
  setTimeout(() => row.classList.remove("pointed"), POINTED);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  let span = null;
  const follow = () => {
    // To press the button ends a selection in some browsers; what was selected last still holds.
    const now = selected(data.article);
    if (now) span = now;
    button.disabled = span === null;
  };
  const choose = () => {
    if (span) setTriggerValue("chosen", span);
    span = null;
    button.disabled = true;
  };
  document.addEventListener("selectionchange", follow);
  document.addEventListener("click", point);
  button.addEventListener("click", choose);
  follow();
  return () => {
    document.removeEventListener("selectionchange", follow);
    document.removeEventListener("click", point);
    button.removeEventListener("click", choose);
  };
}
