// A page that was kept on an earlier day shows its rings as they were then: of today nothing has been said yet. Which day
// a tap is of says the server; until four in the morning one has not slept yet, and it is still the day before.
const { keptAt } = document.documentElement.dataset, felt = new Date(Date.now() - 4 * 3_600_000);
const today = [felt.getFullYear(), felt.getMonth() + 1, felt.getDate()].map((part) => String(part).padStart(2, "0")).join("-");

if (keptAt) for (const ring of document.querySelectorAll("button.tick[data-of]")) {
  if (ring.dataset.of >= today) continue;
  ring.removeAttribute("data-done");
  ring.ariaLabel = ring.dataset.anew;
  ring.form.elements.kept.value = "on";
}
