// A page that came from this device (data-kept-at) asks for itself as it is now, and is swapped where nobody has begun to
// type; without an answer it says since when it is. The same after something that waited was sent.
const root = document.documentElement, place = document.getElementById("device"), { person } = document.body.dataset;
const area = () => document.getElementById("main");
const bare = (html) => html.replace(/<input type="hidden" name="(key|csrfmiddlewaretoken)"[^>]*>/g, "");
let drawn;
const begin = (html) => {
  drawn = html;
  area().querySelectorAll("details[open]").forEach((fold) => { fold.dataset.wasOpen = ""; });
};

const isTyped = (field) => (field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected) : field.value !== field.defaultValue || field.checked !== field.defaultChecked);
const isTouched = () => [...area().querySelectorAll("input, textarea, select")].some(isTyped)
  || [...area().querySelectorAll("details")].some((fold) => fold.open !== fold.hasAttribute("data-was-open"));

const say = (text) => {
  place.querySelector("[data-says=kept]")?.remove();
  if (text) place.prepend(Object.assign(document.createElement("p"), { textContent: text }));
  place.querySelector("p:first-child:not([data-says])")?.setAttribute("data-says", "kept");
};
const since = () => {
  const at = new Date(Number(root.dataset.keptAt)), isToday = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(root.lang.replace(/^en$/, "en-GB"), { hour: "2-digit", minute: "2-digit", ...(!isToday && { day: "numeric", month: "long" }) });
};

const swap = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html"), main = page.getElementById("main");
  if (!main || page.body.dataset.person !== person) return location.reload();
  say(delete root.dataset.keptAt && "");
  const now = bare(main.innerHTML);
  if (now === drawn) return;
  if (isTouched()) return say(place.dataset.newer);
  const focused = document.activeElement?.id;
  area().replaceChildren(...main.childNodes);
  begin(now);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  self.htmx?.process(area());
  for (const name of ["htmx:load", "device:swapped"]) area().dispatchEvent(new CustomEvent(name, { bubbles: true }));
};

const refresh = async () => {
  const answer = await fetch(location.href, { headers: { "X-Unseen": "1" }, redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 500 || answer.status === 429) return root.dataset.keptAt && say(place.dataset.kept.replace("%t", since()));
  if (!answer.ok || answer.headers.get("X-Person") !== person) return location.reload();
  swap(await answer.text());
};

if (person) {
  begin(bare(area().innerHTML));
  if (root.dataset.keptAt) refresh();
  addEventListener("online", refresh);
  document.addEventListener("device:sent", refresh);
}
// Back to a page that the browser still had: not if it is somebody else's device by now.
const isTheirs = () => (localStorage.getItem("person") ?? "") === (person ?? "");
addEventListener("pageshow", ({ persisted }) => { if (persisted && !isTheirs()) { document.body.hidden = true; location.reload(); } });
if (!isTheirs()) localStorage.setItem("person", person ?? "");
