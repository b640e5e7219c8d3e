// What an answer means for an entry.
// Not the last word: nobody home, too many at once, signed out, a token that went stale.
const NOT_YET = new Set([0, 401, 403, 408, 425, 429]);
const ENOUGH = 8;

const isKept = (answer) => answer.type === "opaqueredirect" || answer.status >= 500 || NOT_YET.has(answer.status);

// With the versions on the way to it that nobody decided about: whoever decided about the last saw them in it.
const letGo = async (entry) => {
  const mine = await entriesOf(entry.person);
  for (const each of mine) if (each.state === "look" && each.id < entry.id && each.quiet && isPartOf(entry, each)) await drop("queue", each.id);
  await drop("queue", entry.id);
};

// What the answer does to the entry: it goes, it waits, or somebody has to look at it.
const settle = async (entry, answer, { seen }) => {
  if (!answer || isKept(answer)) {
    const tries = entry.tries + 1, why = answer?.status ?? 0;
    // One that breaks the server again and again does not hold up the others for ever.
    const state = why >= 500 && tries >= ENOUGH ? "look" : "waiting";
    await put("queue", { ...entry, tries, why, state });
    return "kept";
  }
  if (answer.ok || (seen && answer.status === 422 && entry.state !== "look")) {
    const settled = answer.ok && entry.settles ? await get("queue", Number(entry.settles)) : null;
    if (settled?.person === entry.person) await letGo(settled);
    await letGo(entry);
    return answer.ok ? "done" : "refused";
  }
  await put("queue", { ...entry, state: "look", why: answer.status });
  return "refused";
};

// Each form of a page that shows what is to be settled says so, and its answer lets the kept words go.
const settling = async (entry, answer) => {
  const text = (await answer.text()).replaceAll("</form>", `<input type="hidden" name="device-settles" value="${entry.id}"></form>`);
  return new Response(text, { status: answer.status, headers: answer.headers });
};
