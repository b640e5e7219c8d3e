// What the pages’ scripts ask (js/device.js, js/pages/waiting.js), and where somebody goes who comes in.
// The front door leads on: to the same place every time, which need not be asked for again.
const findHome = async () => {
  if ((await who()).unsure) await askWho();
  const me = await who();
  if (!me.person || me.home) return;
  const told = await askWho();
  if (told?.person === me.person) await know("who", { ...(await who()), home: told.home });
};

const cameTo = async (event) => {
  const { pathname } = new URL(event.request.url);
  if (await isLeaving() && !(await leaveNow().catch(() => false))) return shell("/offline");
  const me = await who();
  if (pathname === "/" && me.home && await onShelf(me, me.home)) return Response.redirect(me.home, 302);
  return page(event);
};

const asks = {
  waiting: async ({ person }) => {
    const entries = listed(await entriesOf(person)), waiting = entries.filter((each) => each.state === "waiting");
    return { waiting, looks: entries.length - waiting.length, drafts: await draftsOf(person) };
  },
  all: async () => {
    const { person } = await who(), sent = (await known(`sent-${person}`)) ?? [];
    return { entries: listed(await entriesOf(person)), unsent: (await unsentOf(person)).length, sent };
  },
  drop: async ({ id }) => { const { person } = await who(); const entry = await get("queue", id); if (entry?.person === person) await letGo(entry); await tellPages({ changed: true }); },
  send: () => drain(),
  keep: async ({ urls }) => {
    await findHome();
    for (const url of urls.filter((each) => KEPT.test(new URL(each, location.origin).pathname))) {
      const me = await who(), kept = await onShelf(me, url);
      if (!kept || keptAt(kept) < me.changedAt || Date.now() - keptAt(kept) > OLD) await fetched(new URL(url, location.origin).href, { headers: { "X-Unseen": "1" }, redirect: "manual" });
    }
  },
};

const answerPage = async ({ data, ports: [port] }) => {
  const told = await asks[data.ask]?.(data).catch?.(() => null);
  port?.postMessage(told ?? null);
};
