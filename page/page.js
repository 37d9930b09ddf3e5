// What Gradio leaves open.

// A mark in an answer leads to its sentence in the sources, a refusal's link to the nearest sentences.
// Done here and not by the browser alone: the sources of an earlier answer may be folded away.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.mark, a.jump");
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  const folded = target.closest("details");
  if (folded) folded.open = true;
  document.querySelectorAll(".sources .found").forEach((found) => found.classList.remove("found"));
  target.classList.add("found");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.scrollIntoView({ behavior: still ? "auto" : "smooth", block: link.matches(".jump") ? "start" : "center" });
  target.focus({ preventScroll: true });
});

// Names for those who listen to the page: Gradio calls a message by its HTML source, and some things not at all.
const mend = () => {
  const words = document.querySelector("#title header")?.dataset ?? {};
  const name = (selector, label) =>
    document.querySelectorAll(selector).forEach((found) => {
      if (label && found.getAttribute("aria-label") !== label) found.setAttribute("aria-label", label);
    });
  document.querySelectorAll("#chat [data-testid][aria-label]").forEach((found) => found.removeAttribute("aria-label"));
  document.querySelectorAll("#chat .example[aria-label]").forEach((found) => found.removeAttribute("aria-label"));
  name("#chat [role=log]", words.conversation);
  name("#question textarea", words.ask);
  name("#question .submit-button", words.send);
};
new MutationObserver(mend).observe(document, { childList: true, subtree: true });
