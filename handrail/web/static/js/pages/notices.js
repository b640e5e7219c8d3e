// Notices on this device: asked for with the key of this installation, shown by the worker (worker/notices.js).
const place = document.querySelector("[data-notices]");
const [on, off, trouble] = ["on", "off", "trouble"].map((part) => place?.querySelector(`[data-notices-${part}]`));
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const tell = async (end, fields = {}) => {
  const answer = await fetch(`${place.dataset.notices}${end}`, {
    method: "POST",
    headers: { "X-CSRFToken": place.querySelector("[name=csrfmiddlewaretoken]").value },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  if (!answer.ok) throw new Error("not taken");
  return answer;
};

const show = (subscription) => { on.hidden = Boolean(subscription); off.hidden = !subscription; };

const begin = async (push) => {
  const { key } = await (await tell("/key")).json();
  const subscription = await push.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
  const { endpoint, keys } = subscription.toJSON();
  try { await tell("", { endpoint, ...keys }); } catch (fault) { await subscription.unsubscribe(); throw fault; }
};

const end = async (push) => {
  const subscription = await push.getSubscription();
  await tell("/removal", { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
};

const watch = async () => {
  const push = (await navigator.serviceWorker?.getRegistration())?.pushManager;
  if (!push || !window.Notification) return;
  show(await push.getSubscription());
  place.hidden = false;
  for (const [button, act] of [[on, begin], [off, end]]) {
    button.addEventListener("click", async () => {
      trouble.hidden = true;
      try { await act(push); } catch { trouble.hidden = false; }
      show(await push.getSubscription());
    });
  }
};
if (place) watch();
