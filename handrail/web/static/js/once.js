// A form is sent once. Its key makes a repeat harmless at the server, so a retry after a dropped line keeps the key
// and only an answered form gets a new one.
const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing where a phone reads plain http
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

const renew = (form, always) => {
  const key = form.querySelector("input[name=key]");
  if (key && (always || !key.value)) key.value = random();
};

// For the list of what waits on this device: whose it is, what was pressed, which words were typed. They are not sent on.
const tellDevice = (form, button) => {
  const typed = [...form.elements].filter((field) => field.matches("textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])") && field.value);
  const about = {
    "device-by": document.body.dataset.person,
    "device-said": (button?.ariaLabel || button?.textContent || document.title).trim(),
    "device-words": typed.map((field) => field.value).join("\n"),
  };
  for (const [name, value] of Object.entries(about)) {
    const field = form.querySelector(`input[name=${name}]`) ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
    field.value = value;
  }
};

const release = (form) => {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.method === "get") return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  renew(form, false);
  if (navigator.serviceWorker?.controller && document.body.dataset.person) tellDevice(form, event.submitter);
  form.dataset.sent = "on";
  form.setAttribute("aria-busy", "true");
}, true);

document.addEventListener("htmx:afterRequest", ({ detail, target }) => {
  const form = target.closest("form");
  if (!form) return;
  release(form);
  if (detail.successful) renew(form, true);
});

document.addEventListener("device:kept", () => document.querySelectorAll("form[data-sent]").forEach(release));

// Coming back by the browser's own button shows the page as it was left: sent, and stuck.
addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(release));
