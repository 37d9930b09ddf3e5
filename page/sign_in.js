// Signs in, and then shows the page itself.
const form = document.querySelector("form"), said = form.querySelector("[role=alert]"), send = form.querySelector("button");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  said.textContent = "";
  send.disabled = true;
  try {
    const reply = await fetch("login", { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (reply.ok) { location.reload(); return; }
    said.textContent = reply.status === 400 ? form.dataset.wrong : form.dataset.lost;
  } catch {
    said.textContent = form.dataset.lost;
  }
  send.disabled = false;
  form.password.select();
});
