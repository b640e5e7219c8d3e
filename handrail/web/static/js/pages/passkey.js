// Passkeys. The server asks (data-question), the device answers, and the form that waits for the answer is sent like any other.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const question = async (form) => {
  const answer = await fetch(form.dataset.question, {
    method: "POST",
    headers: { "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value },
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect") location.reload(); // the proof is no longer fresh: the page says so
  if (!answer.ok) throw new Error("no question");
  return answer.json();
};

// What a device is asked holds bytes, and comes as text.
const asked = (options) => ({
  ...options,
  challenge: bytes(options.challenge),
  ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
  ...(options.excludeCredentials && { excludeCredentials: options.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) })) }),
});

const answered = ({ id, rawId, type, response }) => {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return JSON.stringify({ id, rawId: text(rawId), type, response: Object.fromEntries(given), clientExtensionResults: {} });
};

const watch = (form) => {
  const ask = form.querySelector("[data-passkey-ask]");
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.hidden = false;
  ask.addEventListener("click", async () => {
    trouble.hidden = true;
    ask.disabled = true;
    try {
      const { publicKey, question: signed } = await question(form);
      const answer = await navigator.credentials[form.dataset.passkey]({ publicKey: asked(publicKey) });
      form.elements.question.value = signed;
      form.elements.answer.value = answered(answer);
      form.requestSubmit();
    } catch {
      trouble.hidden = false; // declined, too slow, or nothing here that could answer
    }
    ask.disabled = false;
  });
  // Enter in the name's field asks the device too, and sends nothing by itself.
  form.addEventListener("submit", (event) => { if (!form.elements.answer.value) { event.preventDefault(); ask.click(); } });
};
if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(watch);
