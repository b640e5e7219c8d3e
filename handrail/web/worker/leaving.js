// Signing out: what was kept leaves the device, whether there is a network or not. With words still waiting the person is
// asked first (the page /waiting); only "discard" of that page throws them away.
const unsentOf = async (person) => [...(await entriesOf(person)), ...(await draftsOf(person)).filter((draft) => !draft.sent)];

const leave = async (event) => {
  const form = await event.request.formData(), { person } = await who();
  if (form.get("discard") !== "yes" && person && (await unsentOf(person)).length) {
    await drain().catch(() => {});
    if ((await unsentOf(person)).length) return Response.redirect("/waiting?leaving=on", 303);
  }
  // Where the store does not open, nothing in it can be shown either; the server hears of it all the same.
  await forget(person).then(() => know("leaving", person)).catch(() => {});
  await tellPages({ left: true });
  if (await leaveNow().catch(() => false)) return Response.redirect(leavesTo(form.get("leads_to")), 303);
  await later();
  return Response.redirect("/offline?left=on", 303);
};

const isLeaving = async () => (await known("leaving").catch(() => undefined)) !== undefined;
const leavesTo = (path) => (typeof path === "string" && /^\/(?![/\\])/.test(path) ? path : "/sign-in");

// Tells the server. Until it has heard, no page is shown on this device.
const leaveNow = async () => {
  const answer = await fetch("/offline/token", { headers: { "X-Unseen": "1" }, cache: "no-store", signal: AbortSignal.timeout(LIVE) });
  if (!answer.ok) return false;
  const { person, token } = await answer.json(), leaver = await known("leaving").catch(() => "");
  if (person && (person === leaver || !leaver)) {
    const told = await fetch("/sign-out", {
      method: "POST", headers: { "X-CSRFToken": token, "X-For": person }, redirect: "manual", signal: AbortSignal.timeout(LIVE),
    });
    if (!told.ok) return false;
  }
  await drop("known", "leaving").catch(() => {});
  return true;
};
