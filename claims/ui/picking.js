// The boxes that select claims stand in plain HTML, for an element of the page each would take most
// of the time that a list takes. What is ticked goes to the server, and what is selected comes back.

// What was ticked and is not answered yet: an answer to an earlier tick must not take it back.
const ticked = new Map();

export default function ({ data, setTriggerValue }) {
  const selected = new Set(data.selected);
  for (const [id, now] of ticked) if (selected.has(id) === now) ticked.delete(id);
  const show = () => {
    for (const box of document.querySelectorAll("input.pick"))
      box.checked = ticked.get(box.value) ?? selected.has(box.value);
  };
  const tick = (event) => {
    const box = event.target.closest?.("input.pick");
    if (!box) return;
    ticked.set(box.value, box.checked);
    setTriggerValue("ticked", Object.fromEntries(ticked));
  };
  // Rows come before this is called, or after.
  const rows = new MutationObserver(show);
  rows.observe(document.querySelector(".stMain"), { childList: true, subtree: true });
  document.addEventListener("change", tick);
  show();
  return () => {
    rows.disconnect();
    document.removeEventListener("change", tick);
  };
}
