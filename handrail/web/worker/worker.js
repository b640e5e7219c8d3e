// The worker itself: what it listens to. Every part of it above shares this one scope (handrail/web/public/offline.py).
const SHELLS = ["/offline", "/waiting"];
// Whoever comes or goes does so by a form in one of these places.
const COMES = /^\/(sign-in|invitation|practices|start)(\/|$)/;

const still = async (request) => {
  const shelf = await caches.open("still"), kept = await shelf.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") {
    await shelf.put(request, answer.clone());
    // The oldest release's files go; pages of the last ones still ask for theirs.
    for (const old of (await shelf.keys()).slice(0, -80)) await shelf.delete(old);
  }
  return answer;
};

const settleIn = async () => {
  const shells = await caches.open("shells");
  for (const name of SHELLS) {
    const answer = await fetch(name, { credentials: "omit", cache: "no-store" });
    if (!answer.ok) throw new Error(`no ${name}`);
    const files = (await answer.clone().text()).match(/\/static\/[^"]+\.[0-9a-f]{12}\.[a-z0-9.]+/g) ?? [];
    await Promise.all([...new Set(files)].map((file) => still(new Request(file))));
    await shells.put(name, answer);
  }
};

const formKept = async (event) => {
  const { request } = event, live = { headers: request.headers };
  const form = await request.formData();
  const looked = form.get("device-look") ? await get("queue", Number(form.get("device-look"))).catch(() => null) : null;
  // Looked at, it is answered with a page, even if it was a version kept on the way.
  let entry = looked ? { ...looked, quiet: false } : await entryOf(request, form);
  try { entry = looked ? entry : await keepEntry(entry); } catch { entry = { ...entry, id: 0 }; }
  const token = request.headers.get("X-CSRFToken") || String(form.get("csrfmiddlewaretoken") ?? "");
  const [how, answer] = await sendNow(entry, live, token || "none", event);
  event.waitUntil(Promise.all([tellPages({ changed: true }), how === "kept" && later()]));
  return answerTo(request, entry, how, answer);
};

addEventListener("install", (event) => event.waitUntil(settleIn().then(skipWaiting)));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("sync", (event) => event.waitUntil(drain().then((sent) => { if (!sent) throw new Error("not yet"); })));
addEventListener("message", (event) => event.waitUntil(answerPage(event)));
addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") {
    // What this worker sends carries the cookie and a good token: a form from elsewhere goes its own way, without either.
    if (!request.referrer.startsWith(`${location.origin}/`)) event.waitUntil(unsure());
    else if (COMES.test(pathname)) event.respondWith(unsure().then(() => fetch(request)));
    else if (OURS.test(pathname)) event.respondWith(formKept(event));
    else if (pathname === "/drafts") event.respondWith(draftKept(event));
    else if (pathname === "/sign-out") event.respondWith(leave(event));
  } else if (request.mode === "navigate") event.respondWith(cameTo(event));
  else if (request.headers.has("X-Unseen")) event.respondWith(fetched(request, { redirect: "manual" }));
  else if (HASHED.test(pathname)) event.respondWith(still(request));
});
