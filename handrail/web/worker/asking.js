// One request from the queue: with a token of its person, and nothing followed that nobody could look into.
// A photo on a slow line takes its time; cut off halfway each time, it would never arrive.
const LIVE = 12_000, LATER = 30_000, FILES = 240_000;

const askWho = async () => {
  const asked = turn;
  const answer = await fetch("/offline/token", { headers: { "X-Unseen": "1" }, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(LIVE) });
  if (!answer.ok) return null;
  await met(answer, asked);
  return answer.json();
};
const tokenFor = async (person) => {
  const told = await askWho();
  return told?.person === person ? told.token : null;
};

const hasFiles = (entry) => entry.fields.some(([, value]) => value instanceof Blob && value.size);
const bodyOf = (entry) => {
  if (!hasFiles(entry)) return new URLSearchParams(entry.fields.filter(([, value]) => typeof value === "string"));
  const form = new FormData();
  for (const [name, value] of entry.fields) form.append(name, value);
  return form;
};

// `live` is the page's own request: it is waited for, and htmx says with it what it wants for an answer.
const ask = (entry, token, live) => {
  const headers = { "X-CSRFToken": token, "X-For": entry.person };
  if (entry.quiet) headers["X-Quiet"] = "1";
  if (live) for (const [name, value] of live.headers) if (name.startsWith("hx-")) headers[name] = value;
  if (!live) headers["X-Seconds-Ago"] = String(Math.max(0, Math.round((Date.now() - entry.made) / 1000)));
  return fetch(entry.url, {
    method: "POST", body: bodyOf(entry), headers, redirect: "manual", signal: AbortSignal.timeout(hasFiles(entry) ? FILES : live ? LIVE : LATER),
  });
};

// Asks, and once more with a fresh token where the page's was too old. Null: nobody answered.
const attempt = async (entry, { live, token }) => {
  try {
    const asked = turn, answer = await ask(entry, token, live);
    await met(answer, asked);
    if (answer.status !== 403) return answer;
    const fresh = await tokenFor(entry.person);
    return fresh ? await ask(entry, fresh, live) : answer;
  } catch {
    return null;
  }
};
