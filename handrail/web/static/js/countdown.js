// How long a brainstorm still goes, said quietly where it stands. Nothing happens by itself when the time is up.
const tell = () => document.querySelectorAll("[data-ends]").forEach((place) => {
  const left = Math.ceil((Date.parse(place.dataset.ends) - Date.now()) / 1000);
  place.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : place.dataset.over;
});
if (document.querySelector("[data-ends]")) {
  tell();
  setInterval(tell, 1000);
}
