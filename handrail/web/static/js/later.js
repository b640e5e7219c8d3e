// On a client's pages htmx comes once the page stands: on a slow line the words and their dress wait for nothing, and
// until then each form works as the plain one it is.
const { later } = document.body.dataset;
const load = () => document.head.append(Object.assign(document.createElement("script"), { src: later }));
if (later) document.readyState === "complete" ? load() : addEventListener("load", load);
