// A note by keyboard alone: Ctrl and Enter (or S) saves it where it is and sorts its marked lines, the cursor stays. Without
// this there are the buttons.
const save = (area) => {
  const sort = area.form.querySelector("[data-sort]");
  if (sort) sort.click();
  else area.dispatchEvent(new Event("change", { bubbles: true })); // js/draft.js makes a version of it
};
document.addEventListener("keydown", (event) => {
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && ["Enter", "s"].includes(event.key);
  const area = isSave && event.target.closest?.("form[data-note]")?.querySelector("textarea");
  if (!area || event.isComposing) return;
  event.preventDefault();
  save(area);
});
