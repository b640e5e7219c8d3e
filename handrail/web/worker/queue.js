// What is written is kept here before the network is tried, and let go only when the server has said its last word.
const OURS = /^\/my\/(?!consent)|^\/coach\/sessions\/[^/]+\/notes\/|^\/trajectories\/[^/]+\/(measures|measure-entries|check-ins|brainstorms|ideas)(\/|$)/;
// Said by the page about the form, and not part of it.
const ABOUT = new Set(["csrfmiddlewaretoken", "device-by", "device-said", "device-words", "device-look", "device-settles"]);

// The words that a form's base is the fingerprint of. Of a form that is not known one's own earlier version is shown to decide about.
const wordsField = (fields) => ["text", "learned"].find((name) => fields.some(([field]) => field === name));
const valueOf = (entry, name) => entry.fields.find(([field]) => field === name)?.[1] ?? "";

// The same 16 letters as handrail.lib.difference.fingerprint.
const fingerprint = async (text) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text.replaceAll("\r\n", "\n").trim()));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
};

const entryOf = async (request, form) => {
  const me = await who(), said = (name) => String(form.get(name) ?? "");
  const fields = [...form].filter(([name]) => !ABOUT.has(name));
  if (!said("key")) fields.push(["key", crypto.randomUUID()]);
  return {
    v: ENTRY, state: "waiting", tries: 0, why: 0, made: Date.now(),
    person: said("device-by") || request.headers.get("X-By") || me.person,
    url: pathOf(request.url), fields: fields.filter(([name, value]) => name !== "key" || value),
    quiet: request.headers.has("X-Quiet"), said: said("device-said"), words: said("device-words"),
    from: request.referrer ? pathOf(request.referrer) : "", settles: said("device-settles"),
  };
};

// A form with a file is never taken for one sent before: its key says nothing of what is in the file.
const ownKey = (entry) => ({ ...entry, fields: entry.fields.map(([name, value]) => [name, name === "key" && hasFiles(entry) ? crypto.randomUUID() : value]) });
const areAlike = (one, other) => !hasFiles(other) && one.url === other.url && one.quiet === other.quiet && JSON.stringify(one.fields) === JSON.stringify(other.fields);
const isPartOf = (one, other) => one.url === other.url || one.url.startsWith(`${other.url}/`) || other.url.startsWith(`${one.url}/`);

// Written on after something that waits itself: begun from those words, and not from the ones that the page once showed.
const onTop = async (entry, before) => {
  const base = valueOf(entry, "base"), last = before.findLast((each) => isPartOf(each, entry) && valueOf(each, "base") === base);
  const words = last && wordsField(last.fields), isSheet = last?.fields.some(([name]) => name === "sheet");
  if (!base || !(words || isSheet)) return entry;
  // What a sheet is kept as only the server knows: the one that waits is compared, the one on top of it follows.
  const next = words ? await fingerprint(String(valueOf(last, words))) : "";
  return { ...entry, fields: entry.fields.map(([name, value]) => [name, name === "base" ? next : value]) };
};

// What a person did, without the versions that were kept on the way there.
const isOnTheWay = (entry, entries) => entry.quiet && entries.some((next) => next.id > entry.id && isPartOf(next, entry));
const listed = (entries) => entries.filter((each) => !isOnTheWay(each, entries));

// A version kept on the way that only comes after what it was on the way to: a slow device is told of both at once.
const saysItAlready = (last, late) => late.quiet && last && !last.quiet && wordsField(late.fields) === "text" && valueOf(last, "text") === valueOf(late, "text");

// One at a time, or two that were made in one moment would not know of each other.
const keepEntry = (entry) => navigator.locks.request("handrail-keep", async () => {
  const before = (await entriesOf(entry.person)).filter((each) => each.state === "waiting");
  const same = before.find((each) => areAlike(each, entry)), last = before.findLast((each) => isPartOf(each, entry));
  if (same || saysItAlready(last, entry)) return same ?? last;
  const next = await onTop(ownKey(entry), before);
  return { ...next, id: await put("queue", next) };
});
