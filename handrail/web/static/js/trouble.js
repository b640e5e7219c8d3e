// A request that got no answer, or a broken one, says so in the message area; the page keeps what was typed.
const say = () => {
  const words = document.getElementById("trouble");
  if (words) document.getElementById("messages").replaceChildren(words.content.cloneNode(true));
};
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, say);
