// Shows in a page what waits on this device to be sent: a tick as ticked, words where they were written. Sent forms are
// found by their address, so a new page needs nothing for it.
const place = document.getElementById("device"), { keptAt } = document.documentElement.dataset;
const pathOf = (address) => { const { pathname, search } = new URL(address, location.href); return pathname + search; };
const leadsTo = (form, url) => [form, ...form.querySelectorAll("[formaction]")].some((each) => pathOf(each.getAttribute("formaction") ?? each.getAttribute("action") ?? "") === url);
// One address may take many days, a form each.
const isItsDay = ({ elements: { on } }, { fields }) => on?.type !== "hidden" || fields.some(([name, value]) => name === "on" && value === on.value);
const isOther = (field, value) => field.value !== field.defaultValue && field.value !== value;

const word = (near) => {
  const line = document.createElement(near.matches("p") ? "span" : "p");
  line.className = "here";
  line.dataset.here = "";
  line.textContent = place.dataset.word;
  near.append(line);
};

// What was typed here and is kept counts as written: the page may be swapped once it was sent.
const fill = (form, fields, isWhole) => {
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (name === "base" && field?.value === field?.defaultValue) field.value = value;
    else if (field?.matches?.("textarea, input:not([type=hidden], [type=file], [type=checkbox])") && !isOther(field, value)) {
      if (isWhole || field.value === value) field.value = field.defaultValue = value;
    } else if (isWhole && field instanceof RadioNodeList) field.value = value;
  }
};

const mark = (entry) => {
  for (const form of [...document.forms].filter((each) => each.method === "post" && leadsTo(each, entry.url) && isItsDay(each, entry))) {
    const tick = form.querySelector("button.tick"), row = tick?.closest(".action");
    if (row) {
      const isOn = (field) => entry.fields.some(([name, value]) => name === field && value === "on");
      row.classList.toggle("is-done", isOn("done"));
      tick.toggleAttribute("data-done", isOn("done") || isOn("kept"));
      tick.disabled = true;
    } else fill(form, entry.fields, form.elements.base || form.matches("[data-refill]"));
    for (const button of form.querySelectorAll("button[aria-pressed]")) button.ariaPressed = entry.fields.some(([name, value]) => name === button.name && value === button.value);
    const near = row ? row.querySelector(".meta") ?? row.lastElementChild : form;
    if (!near.querySelector("[data-here]")) word(near);
  }
};

document.addEventListener("device:waiting", ({ detail: { entries, drafts } }) => {
  document.querySelectorAll("[data-here]").forEach((line) => line.remove());
  entries.forEach(mark);
  for (const draft of drafts.filter(({ sent, made }) => !sent || made > keptAt)) {
    for (const area of document.querySelectorAll("textarea[data-draft-url]")) {
      if (pathOf(area.dataset.draftUrl) !== draft.url || entries.some((entry) => leadsTo(area.form, entry.url) && entry.made > draft.made)) continue;
      fill(area.form, draft.fields.map(([name, value]) => [name === "text" ? area.name : name, value]), true);
    }
  }
});
