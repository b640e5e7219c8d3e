// A request that got no answer, or a broken one, says so in the message area; the page keeps what was typed.
const say = ({ target }) => {
  if (target.matches?.("[data-quietly]")) return; // asked by itself, and again at the next word
  const words = document.getElementById("trouble");
  if (words) document.getElementById("messages").replaceChildren(words.content.cloneNode(true));
};
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, say);
