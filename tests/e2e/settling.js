// Marks the page, by data-unsettled, while what stands in it is about to change: from a click or a
// key, or what is sent to the server, until the script has ended, all is drawn, and nothing moves.
// Streamlit itself calls the script "notRunning" until the first word of an answer is there.
(() => {
  const [RERUN, STATUS, STRINGS] = [0x5a, 0x4a, [0x0a, 0x12]]; // tags of its protocol
  const PATIENCE = 10_000; // a fragment that is gone is never answered
  const send = WebSocket.prototype.send;
  let asked = 0;
  let calm = -1;

  function ended(message) {
    let at = 0;
    while (STRINGS.includes(message[at])) at += 2 + message[at + 1];
    return message[at] === STATUS && message[at + 1] === 0;
  }

  const running = () => document.querySelector('[data-test-script-state="running"]');
  const brief = (one) => one.playState === "running" && one.effect.getComputedTiming().endTime <= 1000;

  function look() {
    const owed = asked && performance.now() - asked < PATIENCE;
    calm = owed || running() || document.getAnimations().some(brief) ? 0 : calm + 1;
    if (calm < 2) return requestAnimationFrame(look);
    calm = -1;
    delete document.documentElement.dataset.unsettled;
  }

  function unsettle() {
    document.documentElement.dataset.unsettled = "";
    if (calm < 0) requestAnimationFrame(look);
    calm = 0;
  }

  WebSocket.prototype.send = function (data) {
    if (data[0] === RERUN) {
      this.onended ??= this.addEventListener("message", ({ data }) => {
        if (ended(new Uint8Array(data))) asked = 0;
      }) ?? true;
      asked = performance.now();
      unsettle();
    }
    send.call(this, data);
  };
  for (const act of ["click", "keydown"]) addEventListener(act, unsettle, true);
})();
