// Marks the page, by data-unsettled, while what stands in it may change: from a click, a key, a
// scroll, a new element, or from what is sent to the server, until the script has ended, all is
// drawn, and nothing moves.
// Streamlit itself calls a script "notRunning" until the first word of its answer has come.
(() => {
  const [RERUN, STATUS, HASH, METADATA] = [0x5a, 0x4a, 0x0a, 0x12]; // first bytes of its messages
  const PATIENCE = 10_000; // a part of the page that is gone meanwhile is never answered
  const REACTION = 80; // what an act asks of the server is sent a little later: up to 31 ms were seen
  const PAUSE = 50; // what is drawn late, and what is swept away after a script, comes in turns
  const heard = new WeakSet();
  let asked = -PATIENCE;
  let acted = -REACTION;
  let drawn = -PAUSE;
  let calm = null;

  const within = (moment, span) => performance.now() - moment < span;
  const owed = () => within(asked, PATIENCE) || within(acted, REACTION) || within(drawn, PAUSE);
  const running = () => document.querySelector('[data-test-script-state="running"]');
  const moving = () =>
    document.getAnimations().some((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime < 1000);

  function watch() {
    calm = owed() || running() || moving() ? 0 : calm + 1;
    if (calm < 2) return requestAnimationFrame(watch);
    calm = null;
    delete document.documentElement.dataset.unsettled;
  }

  function unsettle() {
    document.documentElement.dataset.unsettled = "";
    if (calm === null) requestAnimationFrame(watch);
    calm = 0;
  }

  function hear({ data }) {
    const message = new Uint8Array(data);
    let at = 0;
    while ([HASH, METADATA].includes(message[at])) at += 2 + message[at + 1];
    if (message[at] === STATUS && message[at + 1] === 0) asked = -PATIENCE; // no script runs now
  }

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (data[0] === RERUN) {
      if (!heard.has(this)) this.addEventListener("message", hear);
      heard.add(this);
      asked = performance.now();
      unsettle();
    }
    send.call(this, data);
  };

  function react() {
    acted = performance.now();
    unsettle();
  }

  function draw() {
    drawn = performance.now();
    unsettle();
  }

  new MutationObserver(draw).observe(document, { childList: true, subtree: true });
  for (const act of ["click", "keydown", "scroll"]) addEventListener(act, react, true);
})();
