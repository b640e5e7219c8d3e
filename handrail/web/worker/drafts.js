// Drafts: the newest of each place. They wait like entries, but nobody is told; a sent one stays to be shown in kept pages.
const sendDrafts = async (person, token) => {
  for (const draft of (await draftsOf(person)).filter((each) => !each.sent)) {
    const answer = await attempt({ ...draft, quiet: true }, { token });
    if (!answer || isKept(answer)) return false;
    const now = await get("drafts", [person, draft.url]);
    if (now?.made === draft.made) await put("drafts", { ...draft, sent: true });
  }
  return true;
};

const draftKept = async (event) => {
  const form = await event.request.clone().formData(), me = await who(), person = event.request.headers.get("X-By") || me.person;
  const draft = { person, url: pathOf(event.request.url), fields: [...form], made: Date.now(), sent: false };
  const isKeptHere = await put("drafts", draft).then(() => true, () => false);
  const token = event.request.headers.get("X-CSRFToken") ?? "none";
  const answer = person === me.person || me.unsure ? await attempt({ ...draft, quiet: true }, { live: { headers: [] }, token }) : null;
  const isSent = answer && !isKept(answer);
  if (isSent && isKeptHere && (await get("drafts", [person, draft.url]))?.made === draft.made) {
    await put("drafts", { ...draft, sent: true });
    await written();
  }
  if (!isSent && isKeptHere) event.waitUntil(Promise.resolve(later()));
  return isSent ? answer : isKeptHere ? new Response(null, { status: 204 }) : Response.error();
};
