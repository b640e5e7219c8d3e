// What a page hears as the answer to its form.

const answerTo = async (request, entry, how, answer) => {
  const isPage = request.mode === "navigate", to = answer?.headers.get("X-Leads-To");
  if (how === "refused" && entry.id && isPage && (answer.status !== 422 || entry.state === "look")) return settling(entry, answer);
  if (how === "done" && to) return isPage ? Response.redirect(to, 303) : fetch(to, { headers: request.headers });
  if (how === "done" || how === "refused") return answer;
  // 204 leaves the page as it is, with every word in it; its scripts say the rest.
  await tellPages({ [how === "lost" ? "lost" : "kept"]: entry.url, why: answer?.status ?? 0 });
  if (answer?.status === 401 && isPage && !answer.headers.get("X-Person")) return Response.redirect(`/sign-in?leads_to=${encodeURIComponent(entry.from || "/")}`, 303);
  if (how === "lost") return isPage ? new Response(null, { status: 204 }) : Response.error();
  const base = entry.quiet ? { "X-Base": await fingerprint(String(valueOf(entry, wordsField(entry.fields)))) } : {};
  return new Response(null, { status: 204, headers: { ...base, "X-Kept": "1" } });
};
