// Tells the server the browser's time zone while it does not know one (base.html then carries the address). Only then is
// it looked up, and once the page stands: on a phone that alone takes as long as all else that is begun here.
const address = document.body.dataset.zoneUrl;
const tell = () => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
  fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ zone }),
    redirect: "manual",
  }).catch(() => {}); // it will be asked again on the next page
};
if (address) document.readyState === "complete" ? tell() : addEventListener("load", tell);
