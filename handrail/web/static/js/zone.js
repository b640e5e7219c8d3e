// Tells the server the browser's time zone while it does not know one (base.html then carries the address).
const address = document.body.dataset.zoneUrl;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (address && zone) {
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ zone }),
    redirect: "manual",
  }).catch(() => {}); // it will be asked again on the next page
}
