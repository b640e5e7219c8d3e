// Registers the worker that keeps pages and words on this device (docs/offline.md), and says what waits there. Other
// modules hear of it by events: device:waiting (what waits), device:sent, device:kept; device:swapped makes it look again.
const { person } = document.body.dataset, place = document.getElementById("device");
const workers = person && navigator.serviceWorker;
const FIRST = 5_000, LAST = 60_000;
let pause = FIRST, timer, waits = false;
// Of a worker that a newer one takes the place of no answer comes (null): the newer one is asked then.
const asking = new Set();
const ask = async (message) => {
  const { active } = await workers.ready, { port1, port2 } = new MessageChannel();
  active.postMessage(message, [port2]);
  return new Promise((answer) => { asking.add(answer); port1.onmessage = ({ data }) => { asking.delete(answer); answer(data); }; });
};
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`device:${name}`, { detail }));

const say = (name, text, leadsTo) => {
  const before = place.querySelector(`[data-says=${name}]`);
  if (before && before.textContent === text) return;
  before?.remove();
  if (!text) return;
  const line = Object.assign(document.createElement(leadsTo ? "a" : "p"), { textContent: text, ...(leadsTo && { href: leadsTo }) });
  line.dataset.says = name;
  place.append(line);
};

const look = async () => {
  const told = await ask({ ask: "waiting", person });
  clearTimeout(timer);
  if (!told) return (timer = setTimeout(look, FIRST));
  const { waiting, looks, drafts } = told;
  say("waits", waiting.length && place.dataset.waits.replace("%n", waiting.length), place.dataset.list);
  say("looks", looks && place.dataset.looks.replace("%n", looks), place.dataset.list);
  waits = waiting.length > 0 || drafts.some((draft) => !draft.sent);
  tell("waiting", { entries: waiting, drafts });
  if (waits) timer = setTimeout(send, pause, navigator.storage?.persist?.());
};
const send = async () => { pause = Math.min(2 * pause, LAST); await ask({ ask: "send" }); await look(); };
const soon = () => { pause = FIRST; if (waits && document.visibilityState === "visible") send(); };

if (workers) {
  const links = [...document.querySelectorAll(".nav a, main a[href^='/my/'], main a[href^='/trajectories/']")].map((link) => link.href.baseVal ?? link.href);
  const urls = [...new Set([location.href, ...links].map((url) => url.split("#")[0]))].slice(0, 24);
  addEventListener("load", async () => {
    await workers.register("/worker.js", { updateViaCache: "none" }).catch(() => {});
    await look();
    if (waits) await send();
    if (!navigator.connection?.saveData) (self.requestIdleCallback ?? setTimeout)(() => ask({ ask: "keep", urls }));
  });
  workers.addEventListener("message", ({ data }) => {
    if (data.left || (data.now && data.now !== person)) { document.body.hidden = true; location.reload(); }
    if (data.changed) look();
    if (data.sent) tell("sent");
    if (data.kept || data.lost) tell("kept");
    say("lost", data.lost && place.dataset.lost);
  });
  workers.addEventListener("controllerchange", () => { asking.forEach((answer) => answer(null)); asking.clear(); look(); });
  for (const name of ["online", "pageshow", "visibilitychange"]) addEventListener(name, soon);
  document.addEventListener("device:swapped", look);
}
