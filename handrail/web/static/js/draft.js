// Keeps what is being written. Two seconds after the last key the draft is kept (the author's alone); leaving the field
// or a minute's rest makes a version, by sending form[data-revise] in place. Words for both come from the server's page:
// data-kept-word on the textarea, shown in the [data-kept] of the same form. A draft not kept says nothing and tries again.
const KEEP = 2_000, REST = 60_000;
const send = (address, form, fields) => fetch(address, {
  method: "POST",
  headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Quiet": "1", "X-By": document.body.dataset.person ?? "" },
  body: fields, redirect: "manual", keepalive: true,
});

const random = () => crypto.getRandomValues(new Uint32Array(2)).join("").slice(0, 16);
const watch = (area) => {
  const form = area.form;
  const word = form.querySelector("[data-kept]");
  const base = () => form.elements[area.dataset.base ?? "base"]?.value ?? "";
  let kept = area.value, revised = area.value, sorted, keeping, resting;
  // A note may lie open on two devices: each page keeps a draft of its own, and says which words it began with.
  const own = "draftPage" in area.dataset ? { page: random(), seen: area.dataset.draftPage } : {};
  for (const [name, value] of Object.entries(own)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  const tell = (text) => { if (word) word.textContent = text; };
  const keep = async () => {
    const text = area.value;
    if (text === kept) return;
    const answer = await send(area.dataset.draftUrl, form, new URLSearchParams({ text, base: base(), ...own })).catch(() => null);
    if (answer?.ok) {
      kept = text;
      if (text !== sorted) tell(area.dataset.keptWord ?? "");
    } else keeping = setTimeout(keep, 4 * KEEP);
  };
  const revise = async () => {
    clearTimeout(resting);
    const text = area.value;
    if (text === revised || form.dataset.sent || !form.matches("[data-revise]")) return;
    revised = text;
    const answer = await send(form.action, form, new URLSearchParams(new FormData(form))).catch(() => null);
    if (!answer?.ok) return (revised = null); // the draft holds it; Save shows the reason
    const base = answer.headers.get("X-Base"); // the version the next one is compared with
    if (base && form.elements.base) form.elements.base.value = base;
    if (form.elements.key) form.elements.key.value = ""; // once.js and the server each take a new one for a new version
  };
  area.addEventListener("input", () => {
    tell("");
    [keeping, resting].forEach(clearTimeout);
    keeping = setTimeout(keep, KEEP);
    resting = setTimeout(revise, REST);
  });
  area.addEventListener("change", () => { keep(); revise(); });
  form.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig: { elt, parameters } } }) => { // saved, with its lines sorted
    if (successful && "sort" in elt.dataset && parameters.text === area.value) tell((kept = revised = sorted = area.value) && "");
  });
  addEventListener("pagehide", keep);
};

const bind = (root) => root.querySelectorAll("textarea[data-draft-url]:not([data-watched])").forEach((area) => {
  area.dataset.watched = "on";
  watch(area);
});
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
