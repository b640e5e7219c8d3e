// In the order it was made, one at a time, over all tabs and workers; for one person, while the cookie is theirs.
const alone = (options, work) => navigator.locks.request("handrail-queue", options, work);

const noteSent = (entry) => tellOfSent(entry).catch(() => {});
const tellOfSent = async (entry) => {
  await written();
  if (entry.quiet) return;
  const before = (await known(`sent-${entry.person}`)) ?? [];
  await know(`sent-${entry.person}`, [{ said: entry.said, made: entry.made, sent: Date.now() }, ...before].slice(0, 20));
};

// Sends what waited. True when nothing of this person's is left waiting.
const sendAll = async (person, before) => {
  const waiting = (await entriesOf(person)).filter((each) => each.state === "waiting" && !(each.id >= before));
  if (!waiting.length && !(await draftsOf(person)).some((each) => !each.sent)) return true;
  const token = await tokenFor(person).catch(() => null);
  if (!token) return false;
  for (const entry of waiting) {
    const answer = await attempt(entry, { token });
    const how = await settle(entry, answer, { seen: false });
    if (how === "done") await noteSent(entry);
    await tellPages({ sent: how === "done", changed: true });
    if (how === "kept" && (await get("queue", entry.id)).state === "waiting") return false;
  }
  return sendDrafts(person, token);
};

const later = () => self.registration.sync?.register("send").catch(() => {});

const drain = async () => {
  if (await isLeaving()) return leaveNow();
  const { person } = await who();
  return person ? alone({ ifAvailable: true }, (lock) => (lock ? sendAll(person) : false)) : true;
};

// The page's own form: kept first, then sent behind whatever waits. Resolves to [how, answer].
const sendInTurn = (entry, live, token) => alone({}, async () => {
  const me = await who();
  if (!me.unsure && me.person !== entry.person) return [entry.id ? "kept" : "lost", null];
  const now = entry.id ? await get("queue", entry.id) : entry;
  // Sent by another tab while this one stood in line.
  if (!now) return ["done", new Response(null, { status: 204, headers: { "X-Leads-To": entry.from || "/" } })];
  if (entry.id && !(await sendAll(entry.person, entry.id))) return ["kept", null];
  const answer = await attempt({ ...now, quiet: entry.quiet }, { live, token });
  const how = entry.id ? await settle(now, answer, { seen: true }) : !answer || isKept(answer) ? "lost" : answer.ok ? "done" : "refused";
  if (how === "done") await noteSent(now);
  return [how, answer];
});

// Nobody looks at a form for longer than this: it is sent behind the page's back then.
const sendNow = (entry, live, token, event) => {
  const sending = sendInTurn(entry, live, token);
  event.waitUntil(sending.catch(() => {}));
  return within(LIVE + PATIENCE, sending).catch(() => [entry.id ? "kept" : "lost", null]);
};
