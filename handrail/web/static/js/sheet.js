// A method that is being filled in. Two seconds after the last change the draft of the whole sheet is kept (the author's
// alone); leaving the sheet or a minute's rest makes a version. Words for both come from the server's page.
const KEEP = 2_000, REST = 60_000;

const post = (address, form) => fetch(address, {
  method: "POST",
  headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Quiet": "1", "X-By": document.body.dataset.person ?? "" },
  body: new URLSearchParams(new FormData(form)),
  redirect: "manual",
  keepalive: true,
});

const stands = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "key" && name !== "base"));

const watch = (form) => {
  const word = form.querySelector("[data-kept]");
  let kept = stands(form), revised = kept, keeping, resting;

  const tell = (text) => { if (word) word.textContent = text; };
  const keep = async () => {
    clearTimeout(keeping);
    const now = stands(form);
    if (now === kept || form.dataset.sent) return;
    const answer = await post(form.dataset.draftUrl, form).catch(() => null);
    if (answer?.ok) {
      kept = now;
      tell(form.dataset.keptWord ?? "");
    } else keeping = setTimeout(keep, 4 * KEEP);
  };
  const revise = async () => {
    clearTimeout(resting);
    const now = stands(form);
    if (now === revised || form.dataset.sent) return;
    revised = now;
    const answer = await post(form.action, form).catch(() => null);
    if (!answer?.ok) return (revised = null); // the draft holds it; Save shows the reason
    const base = answer.headers.get("X-Base"); // the version the next one is compared with
    if (base && form.elements.base) form.elements.base.value = base;
    if (form.elements.key) form.elements.key.value = "";
  };
  form.addEventListener("input", () => {
    tell("");
    clearTimeout(keeping);
    clearTimeout(resting);
    keeping = setTimeout(keep, KEEP);
    resting = setTimeout(revise, REST);
  });
  addEventListener("pagehide", keep);
};

const bind = (root) => root.querySelectorAll("form[data-sheet]:not([data-watched])").forEach((form) => {
  form.dataset.watched = "on";
  watch(form);
});
bind(document);
document.addEventListener("htmx:load", (event) => bind(event.target));
