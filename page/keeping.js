// Conversations and the library.
"use strict";
(() => {
  const { one, all, call, key, state, views, does, forms } = dossier;
  const words = (name) => dossier.words[name];
  const later = (act, wait = 180) => { let timer; return (...values) => { clearTimeout(timer); timer = setTimeout(() => act(...values), wait); }; };

  // A list that comes late must not sweep away what somebody is typing or deciding in it: ``anyway`` ends that.
  const drawn = (list, reply, anyway) => {
    if (reply && (anyway || !document.activeElement?.closest(`${list} :is(.renaming, .confirm, .correct)`))) one(list).innerHTML = reply.html;
  };

  // -- conversations
  views.conversations = async (anyway = false) => drawn("#conversations", await call("history", { search: one("#find-conversation").value }), anyway);
  const back = async (conversation) => {
    await views.conversations(true);
    all("#conversations [data-do=switch]").find((entry) => entry.dataset.conversation === conversation)?.focus();
  };
  const button = (label, act, kind = "quiet") => Object.assign(document.createElement("button"), { type: act ? "button" : "submit", className: kind, textContent: label, onclick: act });
  does.rename = (pressed) => {
    const item = pressed.closest(".heading"), form = document.createElement("form");
    const field = Object.assign(document.createElement("input"), { value: item.dataset.title, maxLength: 200, dir: "auto" });
    field.setAttribute("aria-label", words("history.name"));
    form.className = "renaming";
    form.dataset.conversation = pressed.dataset.conversation;
    form.append(field, button(words("history.save"), null), button(words("history.cancel"), () => back(form.dataset.conversation)));
    item.replaceChildren(form);
    field.select();
  };
  forms[".renaming"] = async (form) => {
    const { conversation } = form.dataset;
    const reply = await call("rename", { conversation, title: one("input", form).value });
    if (!reply) return;
    if (conversation === state.conversation) dossier.heading(reply.title);
    back(conversation);
  };
  does.delete = (pressed) => {
    const item = pressed.closest(".heading"), { conversation } = pressed.dataset;
    one(".confirm", item)?.remove();
    const asks = Object.assign(document.createElement("p"), { className: "confirm", textContent: words("history.confirm") });
    const yes = button(words("history.delete"), async () => {
      if (!(await call("delete", { conversation }))) return;
      if (conversation === state.conversation) dossier.anew(); else views.conversations(true);
    }, "quiet danger");
    asks.append(" ", yes, button(words("history.cancel"), () => back(conversation)));
    item.append(asks);
    yes.focus();
  };
  does.export = async (pressed) => {
    const reply = await call("export", { kind: pressed.dataset.kind });
    if (!reply) return;
    const kind = pressed.dataset.kind === "json" ? "application/json" : "text/markdown";
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([reply.text], { type: kind })), download: reply.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // -- the library
  views.library = async (anyway = false) => drawn("#articles", await call("library", { search: one("#find-article").value }), anyway);
  const search = { "find-conversation": later(() => views.conversations()), "find-article": later(() => views.library()) };
  document.addEventListener("input", (event) => {
    search[event.target.id]?.();
    if (event.target.matches?.(".sift")) {
      const wanted = event.target.value.toLocaleLowerCase();
      for (const box of all(".boxes.column .box")) box.hidden = !box.textContent.toLocaleLowerCase().includes(wanted);
    }
  });
  const change = async (what, values) => {
    const reply = await call(what, values);
    if (reply) { views.library(true); one("#view-timeline").innerHTML = ""; }
  };
  for (const name of ["remove", "restore", "reset"]) does[name] = (pressed) => change(name, { article: key(pressed.dataset.article) });
  does.forget = (pressed) => change("forget", { source: key(pressed.dataset.source) });
  does.edit = (pressed) => { const form = one(".correct", pressed.closest(".item")); form.hidden = false; one("input", form).focus(); };
  does.unedit = (pressed) => { const form = pressed.closest(".correct"); form.reset(); form.hidden = true; one("[data-do=edit]", form.closest(".item")).focus(); };
  forms[".correct"] = (form) => {
    const values = { article: key(form.dataset.article) };
    for (const field of all("input", form)) if (field.value !== field.defaultValue) values[field.name] = field.value;
    if (Object.keys(values).length === 1) { form.hidden = true; return; }
    change("correct", values);
  };

  // -- files dropped and folders named
  let changes = 0;
  const began = (what) => {
    one("#summary").innerHTML = "";
    one("#progress").hidden = false;
    progress(null, words("library.preparing"));
    if (what) dossier.events.change({ language: state.language, ticket: ++changes, ...what });
  };
  const progress = (share, said) => {
    const bar = one("#progress progress");
    if (share === null) bar.removeAttribute("value"); else bar.value = share;
    one("#progress p").textContent = said;
  };
  const take = async (files) => {
    if (!files.length) return;
    began(null);
    const taken = [], failed = [];
    for (const [n, file] of files.entries()) {
      progress(files.length > 1 ? (100 * n) / files.length : null, file.name);
      try {
        const { path } = await dossier.upload(file);
        taken.push({ name: file.name, path });
      } catch { failed.push(file.name); }
    }
    if (failed.length) dossier.say(words("library.upload_failed").replace("{names}", () => failed.join(", ")), true);
    if (taken.length) began({ what: "files", files: taken }); else one("#progress").hidden = true;
  };
  views.change = (reply) => {
    if (!one("#progress") || reply.ticket !== changes || (one("#progress").hidden && !reply.done)) return;
    if (!reply.done) { progress(reply.share, reply.words); return; }
    one("#progress").hidden = true;
    if (reply.error) dossier.say(reply.error, true); else one("#summary").innerHTML = reply.html;
    views.library();
    one("#view-timeline").innerHTML = "";
  };
  does.halt = () => { dossier.events.halt(); one("#progress").hidden = true; views.library(); };
  does.update = () => began({ what: "update" });
  forms["#folder"] = (form) => { const folder = one("input", form).value.trim(); if (folder) began({ what: "folder", folder }); };
  document.addEventListener("change", (event) => {
    if (event.target.id !== "files") return;
    take([...event.target.files]);
    event.target.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("#drop");
    one("#drop")?.classList.toggle("over", Boolean(drop) && kind === "dragover");
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    if (drop && kind === "drop") take([...event.dataTransfer.files]);
  });
})();
