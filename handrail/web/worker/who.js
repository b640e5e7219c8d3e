// Whose device this is. Every answer of the server says whose it is; pages are kept on a shelf per person, and a shelf
// is emptied as soon as somebody else is met. What waits to be sent stays, unseen, until its own person is back.
const NOBODY = { person: "", unsure: true, changedAt: 0 };
// Goes up whenever somebody may have come or gone: an answer that was asked for before says nothing any more.
let turn = 0;

const who = async () => (await known("who").catch(() => null)) ?? NOBODY;
const shelfOf = (person) => caches.open(`pages-${person}`);

const emptyShelves = async (except) => {
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-") && name !== `pages-${except}`) await caches.delete(name);
  }
};

// Somebody may be signing in: until the server has said who it is, nothing that was kept is shown.
const unsure = async () => {
  turn += 1;
  await know("who", { ...(await who()), unsure: true }).catch(() => emptyShelves());
};

// A device that can write nothing down stays unsure, and shows nothing kept; what the server answered is shown all the same.
const met = (answer, asked) => meet(answer, asked).catch(() => false);
const meet = async (answer, asked) => {
  const person = answer.headers.get("X-Person");
  if (person === null || asked !== turn) return false;
  const was = await who();
  if (person !== was.person) {
    turn += 1;
    await emptyShelves(person);
    await know("who", { person, unsure: false, changedAt: 0 });
    await tellPages({ now: person });
  } else if (was.unsure) await know("who", { ...was, unsure: false });
  return true;
};

// Something was written: what is kept from before is older than what its reader just did.
const written = async () => {
  const me = await who();
  await know("who", { ...me, changedAt: Date.now() }).catch(() => emptyShelves());
};

// Everything of this person leaves the device.
const forget = async (person) => {
  turn += 1;
  await emptyShelves();
  await endNotices().catch(() => null);
  for (const entry of (await all("queue")).filter((entry) => entry.person === person)) await drop("queue", entry.id);
  for (const draft of await draftsOf(person)) await drop("drafts", [person, draft.url]);
  await drop("known", `sent-${person}`);
  await know("who", NOBODY);
};
