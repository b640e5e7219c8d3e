// The coach's keyboard. Lines are [data-row] links, so Enter and the screen reader need nothing from here.
// Letters act only outside fields, and can be turned off (WCAG 2.1.4); the arrows stay.
const dialog = document.getElementById("keys");
const lines = () => [...document.querySelectorAll("[data-row]")].filter((line) => line.checkVisibility?.() ?? true);
const first = (what) => document.querySelector(`[data-${what}]`);
const isOff = () => localStorage.getItem("keys") === "off";

const move = (by) => {
  const all = lines();
  if (!all.length) return false;
  const here = all.indexOf(document.activeElement);
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1)];
  next.focus({ focusVisible: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
};

const edit = () => {
  const near = document.activeElement.closest("li, tr")?.querySelector("[data-edit]");
  return press(near ?? first("edit"));
};
const press = (element) => {
  if (!element) return false;
  if (element.matches("input, textarea")) element.focus();
  else element.click();
  return true;
};
const leave = () => {
  if (document.activeElement.matches("input, textarea, select")) return document.activeElement.blur() ?? true;
  const open = document.querySelector("details[open].menu, details[open].more");
  if (open) return open.removeAttribute("open") ?? true;
  return press(first("up"));
};

const letters = { j: () => move(1), k: () => move(-1), "/": () => press(first("search")), n: () => press(first("new")), e: edit, o: () => press(first("own")), "?": () => dialog.showModal() ?? true };
const others = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: leave };

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const writing = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (writing && event.key !== "Escape") return;
    const act = others[event.key] ?? (isOff() ? undefined : letters[event.key]);
    if (act?.()) event.preventDefault();
  });
  const box = dialog.querySelector("[data-keys-on]");
  box.checked = !isOff();
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
}
