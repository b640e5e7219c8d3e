// Pages that are kept: the client's side, and a session's page of the coach. A kept page is shown at once, if nothing
// was written since; it then asks for itself again (js/fresh.js) and says since when it is, if nobody answers.
const KEPT = /^\/my\/(?!consent)|^\/coach\/sessions\/[^/]+$|^\/trajectories\/[^/]+\/(measures|scorecard|check-ins|brainstorms)(\/|$)/;
const AT_ONCE = /^\/my\//;
const HASHED = /^\/static\/.*\.[0-9a-f]{12}\./;
const PATIENCE = 4_000, OLD = 3_600_000, MANY = 120;

const pathOf = (url) => { const { pathname, search } = new URL(url, location.origin); return pathname + search; };
const isPage = (answer) => answer.ok && !answer.redirected && (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

// As it is kept: without the words that were meant for one look, and with its moment.
const keep = async (url, answer, asked) => {
  const whose = answer.headers.get("X-Person");
  if (!isPage(answer) || !whose || asked !== turn || whose !== (await who()).person) return;
  const text = (await answer.text())
    .replace(/(<div id="messages"[^>]*>)[\s\S]*?(<\/div>\s*<(?:main|div class="device"))/, "$1$2")
    .replace("<html ", `<html data-kept-at="${Date.now()}" `);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Kept-At", Date.now());
  const shelf = await shelfOf(whose);
  await shelf.put(pathOf(url), new Response(text, { headers }));
  for (const old of (await shelf.keys()).slice(0, -MANY)) await shelf.delete(old);
};

const onShelf = async (me, url) => (me.unsure ? undefined : (await shelfOf(me.person)).match(pathOf(url), { ignoreVary: true }));
const keptAt = (answer) => Number(answer.headers.get("X-Kept-At"));

// Every form gets a key of its own, for the old one may have been used since.
const shown = async (kept) => new Response((await kept.text()).replace(/(name="key" value=")[^"]*/g, (_, before) => before + crypto.randomUUID()), { headers: kept.headers });

const fetched = async (request, more) => {
  const asked = turn;
  const answer = await fetch(request, more), { person } = await who();
  // Where nothing is to be seen any more, nothing is kept to be seen.
  if (answer.type === "opaqueredirect" || answer.status === 404) await (await shelfOf(person)).delete(pathOf(request.url ?? request));
  if (await met(answer, asked) && answer.status === 200) await keep(request.url ?? request, answer.clone(), asked).catch(() => {});
  return answer;
};

const within = (milliseconds, promise) => Promise.race([promise, new Promise((_, late) => setTimeout(late, milliseconds, new Error("slow")))]);

const shell = async (name) => (await (await caches.open("shells")).match(name, { ignoreVary: true })) ?? Response.error();

const page = async (event) => {
  const { request } = event, me = await who(), { pathname } = new URL(request.url);
  const kept = KEPT.test(pathname) ? await onShelf(me, request.url) : undefined;
  const again = ["reload", "no-cache"].includes(request.cache);
  if (kept && AT_ONCE.test(pathname) && !again && keptAt(kept) > me.changedAt) return shown(kept);
  const coming = fetched(request);
  coming.catch(() => {});
  event.waitUntil(coming.catch(() => {}));
  try {
    const answer = await (kept ? within(PATIENCE, coming) : coming);
    return answer.status >= 500 && kept ? shown(kept) : answer;
  } catch {
    return kept ? shown(kept) : shell(pathname === "/waiting" ? "/waiting" : "/offline");
  }
};
