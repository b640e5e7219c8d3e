// The page of what waits on this device. It comes empty; every word in it is the device's own and set as text, never as HTML.
const list = document.getElementById("waiting-list"), sent = document.getElementById("sent-list"), say = list.dataset;
const leaving = document.getElementById("leaving"), sure = document.getElementById("sure");

const ask = async (message) => {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((answer) => {
    port1.onmessage = ({ data }) => answer(data);
    navigator.serviceWorker.addEventListener("controllerchange", () => answer(null), { once: true });
    active.postMessage(message, [port2]);
  });
};
const time = (at) => new Date(at).toLocaleString(document.documentElement.lang.replace(/^en$/, "en-GB"), { weekday: "long", hour: "2-digit", minute: "2-digit" });
const make = (tag, more, ...inside) => {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...inside);
  return made;
};

const lookForm = (entry) => make("form", { method: "post", action: entry.url },
  make("input", { type: "hidden", name: "device-look", value: entry.id }), make("button", { className: "button primary", textContent: say.look }));

// Two taps, for it cannot be taken back.
const dropForm = (entry) => {
  const sure = make("button", { type: "button", className: "button danger", textContent: say.dropSure });
  sure.addEventListener("click", async () => { await ask({ ask: "drop", id: entry.id }); draw(); });
  return make("details", { className: "more" }, make("summary", { textContent: say.drop }), make("p", { className: "quiet small", textContent: say.dropTold }), sure);
};

const line = (entry) => {
  const looks = entry.state === "look";
  const parts = [make("p", { className: "title", textContent: entry.said || say.draft })];
  if (entry.words) parts.push(make("p", { className: "said", textContent: entry.words }));
  parts.push(make("p", { className: "meta", textContent: (looks ? say.looks : say.waits).replace("%t", time(entry.made)) }));
  if (looks) parts.push(make("div", { className: "cluster" }, lookForm(entry), dropForm(entry)));
  return make("li", {}, ...parts);
};

const draw = async () => {
  const told = await ask({ ask: "all" });
  if (!told) return;
  list.replaceChildren(...told.entries.map(line));
  sent.replaceChildren(...told.sent.map((each) => make("li", {}, make("p", { textContent: each.said }), make("p", { className: "meta", textContent: say.sent.replace("%t", time(each.sent)) }))));
  document.getElementById("nothing").hidden = told.unsent > 0;
  document.getElementById("sent").hidden = !told.sent.length;
  leaving.hidden = !location.search.includes("leaving") || told.unsent === 0;
  if (location.search.includes("leaving") && told.unsent === 0) document.getElementById("out").requestSubmit();
};

document.getElementById("send").addEventListener("click", async () => { await ask({ ask: "send" }); await draw(); document.getElementById("no-line").hidden = leaving.hidden; });
document.getElementById("throw").addEventListener("click", () => { sure.hidden = false; sure.querySelector("button").focus(); });
navigator.serviceWorker?.addEventListener("controllerchange", draw);
navigator.serviceWorker?.addEventListener("message", ({ data }) => data.changed && draw());
draw();
