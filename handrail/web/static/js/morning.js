// The coach's start page takes in by itself what is new (hx-trigger="every 60s"). Not where somebody is just now: what is
// unfolded or has the cursor stays as it is, and comes with a later turn.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const place = event.detail.target;
  if (place.contains(document.activeElement) || place.querySelector("details[open]")) event.preventDefault();
});
