// The knob can be held: drawn back along the line it names a day, let go it opens the trajectory as it was then.
// Without this it is the link it was written as. With the keyboard: left and right a day, with Shift a week, Enter opens.
const DAY = 86_400_000;
const day = (text) => Date.parse(`${text}T00:00Z`);

const hold = (map) => {
  const knob = map.querySelector("[data-knob]");
  const band = map.querySelector(".rail-wide > svg");
  const lines = [...band.querySelectorAll("path.rail-past, path.rail-ahead")].filter((path) => path.getAttribute("d"));
  const [start, end, last] = ["start", "end", "today"].map((name) => day(map.dataset[name]));
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { day: "numeric", month: "long", timeZone: "UTC" });
  const label = knob.querySelector(".you");
  const across = (at) => ((at - start) / (end - start)) * 100;
  let at = Math.round((start + ((end - start) * parseFloat(knob.querySelector(".knob").getAttribute("cx"))) / 100) / DAY) * DAY;
  const link = knob.getAttribute("href"); // a slider may not be a link as well: a plain click is answered by hand
  let from = null;

  const height = (x) => {
    const path = lines.find((line) => line.getPointAtLength(0).x <= x && x <= line.getPointAtLength(line.getTotalLength()).x) ?? lines[0];
    let [low, high] = [0, path.getTotalLength()];
    for (let i = 0; i < 16; i++) {
      const middle = (low + high) / 2;
      if (path.getPointAtLength(middle).x < x) low = middle; else high = middle;
    }
    return path.getPointAtLength(low).y;
  };
  const put = (to) => {
    at = Math.min(Math.max(to, start), last);
    const x = across(at), y = height(x);
    knob.querySelectorAll("circle").forEach((circle) => { circle.setAttribute("cx", `${x}%`); circle.setAttribute("cy", `${y}%`); });
    knob.querySelectorAll("svg").forEach((part) => { part.setAttribute("x", `${x}%`); part.setAttribute("y", `${y}%`); });
    label.textContent = words.format(at);
    knob.setAttribute("aria-valuenow", (at - start) / DAY);
    knob.setAttribute("aria-valuetext", label.textContent);
  };
  const open = (moved) => {
    const there = moved ? `${map.dataset.hold}?on=${new Date(at).toISOString().slice(0, 10)}` : link;
    if (there) location.assign(there);
  };

  for (const [name, value] of Object.entries({ role: "slider", tabindex: 0, "aria-valuemin": 0, "aria-valuemax": (last - start) / DAY, "aria-valuenow": (at - start) / DAY })) knob.setAttribute(name, value);
  knob.removeAttribute("href");
  knob.addEventListener("pointerdown", (event) => { from = { x: event.clientX, at }; knob.setPointerCapture(event.pointerId); knob.dataset.held = ""; });
  knob.addEventListener("pointermove", (event) => {
    if (from) put(from.at + Math.round(((event.clientX - from.x) / band.getBoundingClientRect().width) * (end - start) / DAY) * DAY);
  });
  const drop = () => { delete knob.dataset.held; const moved = from && from.at !== at; from = null; return moved; };
  knob.addEventListener("pointerup", () => open(drop()));
  knob.addEventListener("pointercancel", drop);
  knob.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) { event.preventDefault(); put(at + by * (event.shiftKey ? 7 : 1) * DAY); }
    if (event.key === "Enter") open(knob.hasAttribute("aria-valuetext"));
  });
};
const bind = (root) => root.querySelectorAll(".rail-map[data-hold]").forEach(hold);
bind(document);
document.addEventListener("device:swapped", (event) => bind(event.target));
