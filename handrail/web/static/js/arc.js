// The arc of a session: which section's time it is and how much of it is left, said quietly where it stands (never aloud,
// and nothing opens or closes by itself). The keys 1 to 9 open a section; only one is open at a time, natively.
const MINUTE = 60_000;
const writes = (target) => target.matches?.("input, textarea, select, [contenteditable]");

const tell = () => {
  const arc = document.querySelector("[data-arc]");
  if (!arc) return;
  const now = Date.now();
  const left = (until) => arc.dataset.leftWords.replace("{n}", Math.ceil((until - now) / MINUTE));
  for (const part of arc.querySelectorAll("[data-from]")) {
    const until = Date.parse(part.dataset.to);
    const isNow = Date.parse(part.dataset.from) <= now && now < until;
    const words = part.querySelector("[data-left]");
    part.toggleAttribute("data-now", isNow);
    words.textContent = isNow ? left(until) : words.dataset.left;
  }
  const over = Date.parse(arc.dataset.over);
  arc.querySelector("[data-clock]").textContent = now < over ? `· ${left(over)}` : "";
};

const open = (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  if (localStorage.getItem("keys") === "off" || document.querySelector("dialog[open]")) return;
  const part = document.querySelectorAll("[data-arc] > ol > li > details")[Number(event.key) - 1];
  if (!part) return;
  event.preventDefault();
  part.open = true;
  part.querySelector("summary").focus({ focusVisible: true });
  part.scrollIntoView({ block: "nearest" });
};

// Of two open details of one name the one that comes in is shut at once; what is about to go gives its name up first.
const give = ({ detail }) => detail.target?.querySelectorAll("details[name][open]").forEach((old) => old.removeAttribute("name"));

if (document.querySelector("[data-arc]")) {
  document.addEventListener("htmx:beforeSwap", give);
  tell();
  setInterval(tell, MINUTE / 4);
  document.addEventListener("htmx:load", tell);
  document.addEventListener("keydown", open);
}
