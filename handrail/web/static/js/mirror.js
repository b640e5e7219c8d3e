// A range beside a number, or beside a day that lies so many days after data-from: slide or type, the field is what is
// sent. Without this there is the field alone.
const DAY = 86_400_000;
const bind = (root) => {
  for (const range of root.querySelectorAll("input[type=range][data-mirrors]")) {
    const number = document.getElementById(range.dataset.mirrors);
    if (!number) continue;
    const from = range.dataset.from ? Date.parse(range.dataset.from) : null;
    const said = (slid) => (from === null ? slid : new Date(from + slid * DAY).toISOString().slice(0, 10));
    const slid = (said) => (from === null ? said : (Date.parse(said) - from) / DAY);
    range.hidden = false;
    range.addEventListener("input", () => { number.value = said(range.value); });
    number.addEventListener("input", () => { if (number.value !== "") range.value = slid(number.value); });
  }
};
bind(document);
document.addEventListener("device:swapped", (event) => bind(event.target));
