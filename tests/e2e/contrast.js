// The texts in sight whose contrast is too small, as "4.12 words": WCAG 2.2 AA, all backgrounds mixed.
// Not those on the bars of a chart, for a bar is drawn and is no background.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v <= 10.3 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const weak = [];
  const words = document.createTreeWalker(document.querySelector(".stApp"), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim();
    const holder = words.currentNode.parentElement;
    if (!text || !holder.checkVisibility() || holder.closest("style, script, .barlayer, [disabled]")) continue;
    if (holder.matches("[data-testid=stIconMaterial]") || holder.getBoundingClientRect().width < 2) continue;
    let [back, opacity] = [[255, 255, 255], 1];
    const around = [];
    for (let one = holder; one; one = one.parentElement) around.unshift(getComputedStyle(one));
    for (const style of around) {
      back = over(rgba(style.backgroundColor), back);
      opacity *= style.opacity;
    }
    const style = around.at(-1);
    const ink = rgba(holder.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const found = contrast(over([...ink.slice(0, 3), ink[3] * opacity], back), back);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (found < (large ? 3 : 4.5)) weak.push(`${found.toFixed(2)} ${text.slice(0, 40)}`);
  }
  return weak;
}
