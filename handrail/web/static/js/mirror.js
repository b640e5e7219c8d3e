// A range beside a number: slide or type, the number is what is sent. Without this there is the number alone.
const bind = (root) => {
  for (const range of root.querySelectorAll("input[type=range][data-mirrors]")) {
    const number = document.getElementById(range.dataset.mirrors);
    if (!number) continue;
    range.hidden = false;
    range.addEventListener("input", () => { number.value = range.value; });
    number.addEventListener("input", () => { if (number.value !== "") range.value = number.value; });
  }
};
bind(document);
document.addEventListener("device:swapped", (event) => bind(event.target));
