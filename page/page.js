// The page's script: what the server draws comes in as HTML that it made inert, and goes to its place here.
"use strict";
const dossier = (() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const state = { conversation: "", count: 0, number: null, language: "", filters: {}, cited: {}, ticket: 0, busy: false };
  const views = {};  // by name: what other scripts of the page add
  let root, server, upload, events, words = {};

  // -- what is kept in the address: the conversation and the filters
  const LISTS = { languages: "lang", articles: "article" };
  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    state.conversation = asked.get("c") ?? "";
    state.filters = {};
    for (const name of ["since", "until"]) if (asked.get(name)) state.filters[name] = asked.get(name);
    for (const [name, short] of Object.entries(LISTS))
      if (asked.getAll(short).length) state.filters[name] = asked.getAll(short);
  };
  const toAddress = () => {
    const kept = new URLSearchParams(location.search);
    for (const name of ["c", "since", "until", ...Object.values(LISTS)]) kept.delete(name);
    if (state.conversation && state.count) kept.set("c", state.conversation);
    for (const name of ["since", "until"]) if (state.filters[name]) kept.set(name, state.filters[name]);
    for (const [name, short] of Object.entries(LISTS)) for (const value of state.filters[name] ?? []) kept.append(short, value);
    const query = kept.toString();
    history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
  };
  const filtered = () => Object.values(state.filters).some((value) => value.length);

  // -- asking the server
  const lost = () => navigator.languages.find((tag) => /^(fr|en)/.test(tag))?.startsWith("en") ? root.dataset.lostEn : root.dataset.lostFr;
  const call = async (what, values = {}) => {
    let reply;
    try {
      reply = await server.call({ language: state.language, conversation: state.conversation, filters: state.filters, ...values, do: what });
    } catch { reply = { error: words["page.lost"] ?? lost() }; }
    if (!reply || typeof reply !== "object") reply = { error: words["page.lost"] };
    if (reply.error) say(reply.error, true);
    else if (reply.said) say(reply.said);
    return reply.error ? null : reply;
  };
  let silence;
  const say = (sentence, wrong = false) => {
    const said = one("#said");
    if (!said) return;
    clearTimeout(silence);
    said.textContent = sentence;
    said.className = wrong ? "shown wrong" : "shown";
    silence = setTimeout(() => { said.className = ""; said.textContent = ""; }, wrong ? 12000 : 4500);
  };

  // -- drawing
  const start = async (language) => {
    const typed = one("#question-field")?.value ?? "";
    const reply = await call("start", { language: language ?? state.language, languages: navigator.languages.join(",") });
    if (!reply) { root.textContent = lost(); return; }
    state.language = reply.language;
    document.documentElement.lang = reply.language;
    root.innerHTML = reply.html;
    root.removeAttribute("aria-busy");
    words = JSON.parse(one(".desk", root).dataset.words);
    one("#question-field").value = typed;
    one("#conversations").innerHTML = reply.history;
    opened(reply);
    drawChips();
    if (matchMedia("(min-width: 48rem)").matches) one("#question-field").focus({ preventScroll: true });
  };
  const opened = (reply) => {
    Object.assign(state, { conversation: reply.conversation, count: reply.count ?? 0, number: null, cited: {} });
    one("#log").innerHTML = reply.log;
    heading(reply.title);
    afterLog();
    toAddress();
    if (state.count) { select(state.count, false); toEnd(); }
    else clearViews();
  };
  const heading = (title) => {
    one("#heading").hidden = !title;
    one("#heading h2").textContent = title;
    document.title = title ? `${title} — Dossier` : "Dossier";
  };
  const afterLog = () => {
    const empty = !one("#log").children.length;
    one("#welcome").hidden = !empty;
    one("#question-field").placeholder = words[empty ? "page.ask" : "page.ask_again"];
    const exchanges = all("#log .exchange");
    exchanges.forEach((shown, n) => shown.classList.toggle("last", n === exchanges.length - 1));
  };
  const clearViews = () => {
    for (const name of ["sources", "explain"]) one(`#view-${name}`).innerHTML = blank(words[`${name}.empty`]);
    one("#view-article").innerHTML = blank(words["reader.empty"]);
    one("#view-timeline").innerHTML = "";
    if (tabbed("view") === "timeline") views.timeline?.();
  };
  const blank = (sentence) => { const p = document.createElement("p"); p.className = "blank"; p.textContent = sentence; return p.outerHTML; };
  const toEnd = () => { const chat = one("#chat"); chat.scrollTo({ top: chat.scrollHeight, behavior: "auto" }); };

  // -- the answer that the evidence beside belongs to
  const select = async (number, fetchIt = true, reply = null) => {
    if (!number) return;
    const same = state.number === number;
    state.number = number;
    all("#log .exchange").forEach((shown) => shown.classList.toggle("selected", +shown.dataset.number === number));
    if (same && !reply && one(`#answer-${number}`)) return;
    reply ??= await call("evidence", { number });
    if (!reply || state.number !== number) return;
    state.cited = reply.cited;
    one("#view-sources").innerHTML = reply.sources;
    one("#view-explain").innerHTML = reply.explain;
    if (!same) { one("#view-timeline").innerHTML = ""; if (tabbed("view") === "timeline") views.timeline?.(); }
  };

  // -- tabs
  const tabbed = (group) => one(`[data-group=${group}] [aria-selected=true]`)?.dataset.tab;
  const tab = (name, focus = false) => {
    const chosen = one(`#tab-${name}`);
    const group = chosen.closest("[data-group]").dataset.group;
    for (const other of all(`[data-group=${group}] [role=tab]`)) {
      const on = other === chosen;
      other.setAttribute("aria-selected", on);
      other.tabIndex = on ? 0 : -1;
      one(`#${group}-${other.dataset.tab}`).hidden = !on;
    }
    if (group === "view") one("#beside").classList.add("up");
    if (focus) chosen.focus();
    views[name]?.();
  };
  const side = (open = !one("#side").classList.contains("open")) => {
    one("#side").classList.toggle("open", open);
    for (const behind of ["#masthead", "#talk", "#beside"]) one(behind).inert = open;
    one("#menu").setAttribute("aria-expanded", open);
    if (open) one("#side [role=tab][aria-selected=true]").focus(); else if (one("#side").contains(document.activeElement)) one("#menu").focus();
  };

  // -- questions
  const pending = (question) => {
    const shown = document.createElement("article");
    shown.className = "exchange pending";
    shown.innerHTML = '<h3 class="user-row" dir="auto"></h3><p class="searching"></p>';
    one("h3", shown).textContent = question;
    one("p", shown).textContent = words["page.searching"];
    return shown;
  };
  const ask = (question, again = null) => {
    question = question.trim();
    if (!question || state.busy) return;
    const shown = pending(question);
    if (again) again.replaceWith(shown); else one("#log").append(shown);
    all("#log .exchange.stopped, #log .exchange:not([data-number])").forEach((old) => { if (old !== shown && !old.matches(".pending")) old.remove(); });
    const number = again?.dataset.number ? +again.dataset.number : null;
    state.ticket += 1;
    state.asking = shown;
    busy(true);
    afterLog();
    toEnd();
    events.ask({ ticket: state.ticket, question, number, language: state.language, conversation: state.conversation, filters: state.filters });
  };
  let listening;
  const busy = (on) => {
    state.busy = on;
    clearInterval(listening);
    if (on) listening = setInterval(listen, 5000);
    one("#send").hidden = on;
    one("#stop").hidden = !on;
    one("#log").setAttribute("aria-busy", on);
  };
  const answered = async (reply) => {
    if (!state.busy || reply.ticket !== state.ticket) return;
    if (reply.failed && state.asking.dataset.number) say(reply.failed, true);  // what is written already stays
    else if (reply.failed) {
      const shown = failure(reply.failed);
      state.asking.replaceWith(shown);
      state.asking = shown;
    }
    if (reply.html) {
      const made = document.createElement("template");
      made.innerHTML = reply.html;
      const shown = made.content.firstElementChild;
      shown.dataset.question = one("h3", state.asking).textContent;
      state.asking.replaceWith(shown);
      state.asking = shown;
      if (!reply.done) shown.classList.add("writing");
    }
    if (reply.number) {
      state.conversation = reply.conversation;
      state.count = reply.number;
      toAddress();
      if (reply.sources) { state.number = null; select(reply.number, false, reply); }
    }
    if (reply.done) {
      state.asking.classList.remove("writing");
      busy(false);
      if (reply.title) { heading(reply.title); views.conversations?.(); }
    }
    afterLog();
    const row = one("h3", state.asking), chat = one("#chat");
    const top = row.getBoundingClientRect().top - chat.getBoundingClientRect().top;
    if (state.asking.getBoundingClientRect().bottom > chat.getBoundingClientRect().bottom) chat.scrollTop += top - 16;
  };

  // -- what gets lost on its way: too many are waiting, or the server is gone
  const fetched = window.fetch.bind(window);
  const joining = ([to, how]) => {
    if (!/\/queue\/join(\?|$)/.test(String(to?.url ?? to))) return null;
    try { return JSON.parse(how.body).event_data ?? null; } catch { return null; }
  };
  const missed = (event, sentence) => {
    if ("question" in event) answered({ ticket: event.ticket, done: true, failed: sentence });
    else if ("what" in event) views.change?.({ ticket: event.ticket, done: true, error: sentence });
  };
  window.fetch = async (...asked) => {
    const event = joining(asked);
    if (!event) return fetched(...asked);
    try {
      const reply = await fetched(...asked);
      if (!reply.ok) missed(event, words[reply.status === 503 ? "page.busy" : "page.lost"]);
      return reply;
    } catch {
      missed(event, words["page.lost"]);
      return Response.json({ detail: "" }, { status: 503 });  // a lost connection would stop Gradio for good
    }
  };
  const listen = async () => {
    const { ticket } = state;
    try { await fetched(location.pathname, { method: "HEAD", cache: "no-store" }); }
    catch { missed({ question: "", ticket }, words["page.lost"]); }
  };
  const failure = (sentence) => {
    const shown = document.createElement("article");
    shown.className = "exchange";
    shown.innerHTML = '<h3 class="user-row" dir="auto"></h3><div class="answer failure"><p class="lead"></p><p class="why"></p><p><button type="button" class="quiet" data-do="retry"></button></p></div>';
    for (const [selector, said] of [["h3", one("h3", state.asking).textContent], [".lead", words["failure.heading"]], [".why", sentence], ["button", words["page.retry"]]]) one(selector, shown).textContent = said;
    return shown;
  };
  const stop = () => {
    if (!state.busy) return;
    events.stop();
    state.ticket += 1;
    busy(false);
    const shown = state.asking;
    if (shown.matches(".pending")) {
      shown.className = "exchange stopped";
      one(".searching", shown).innerHTML = '<span></span> <button type="button" class="quiet" data-do="retry"></button>';
      one(".searching span", shown).textContent = words["page.stopped"];
      one(".searching button", shown).textContent = words["page.retry"];
    }
    shown.classList.remove("writing");
    views.conversations?.();
    one("#question-field").focus();
  };
  const anew = () => {
    if (state.busy) stop();
    opened({ conversation: "", log: "", title: "", count: 0 });
    views.conversations?.();
    side(false);
    one("#question-field").focus();
  };
  const open = async (conversation) => {
    if (state.busy) stop();
    const reply = await call("open", { conversation });
    if (!reply) return;
    opened(reply);
    views.conversations?.();
    side(false);
  };

  // -- filters
  const drawChips = async () => {
    const chips = one("#chips");
    if (!filtered()) { chips.innerHTML = ""; chips.hidden = true; return; }
    const reply = await call("filters");
    if (!reply) return;
    chips.innerHTML = reply.chips;
    chips.hidden = !reply.chips;
  };
  const narrow = (filters) => {
    state.filters = filters;
    toAddress();
    drawChips();
    one("#view-timeline").innerHTML = "";
    if (tabbed("view") === "timeline") views.timeline?.();
  };

  // -- everything that is clicked
  const key = (found) => decodeURIComponent(found ?? "");
  const exchangeOf = (element) => element.closest(".exchange");
  const does = {
    tab: (button) => tab(button.dataset.tab),
    side: () => side(),
    unsheet: () => one("#beside").classList.remove("up"),
    anew, stop,
    switch: (button) => open(button.dataset.conversation),
    example: (button) => ask(button.textContent),
    instead: (button) => ask(key(button.dataset.question)),
    unfiltered: (button) => { narrow({}); ask(one("h3", exchangeOf(button)).textContent); },
    retry: (button) => ask(one("h3", exchangeOf(button)).textContent, exchangeOf(button)),
    show: async (button) => { select(+exchangeOf(button).dataset.number); tab(button.dataset.view); },
    filters: async () => {
      const reply = await call("filters");
      if (!reply) return;
      one("#filter-fields").innerHTML = reply.fields;
      one("#filters").showModal();
    },
    dismiss: () => one("#filters").close(),
    clear: () => { narrow({}); one("#filters").close(); },
    unfilter: (button) => {
      const { name } = button.dataset, value = key(button.dataset.value);
      const left = { ...state.filters };
      if (name in LISTS) left[name] = left[name].filter((kept) => kept !== value); else delete left[name];
      narrow(left);
      one("#filter").focus();
    },
  };
  const clicked = (event) => {
    const button = event.target.closest?.("[data-do]");
    if (button && root.contains(button)) does[button.dataset.do]?.(button, event);
    const menu = one("#export[open]");
    if (menu && (!menu.contains(event.target) || event.target.closest("[data-do]"))) menu.open = false;
  };
  const submitted = (event) => {
    const form = event.target;
    if (!root.contains(form)) return;
    event.preventDefault();
    if (form.id === "question") {
      const field = one("#question-field");
      if (state.busy || !field.value.trim()) return;
      const question = field.value;
      field.value = "";
      ask(question);
    } else if (form.closest("#filters")) {
      const chosen = new FormData(form), filters = {};
      for (const name of ["since", "until"]) if (chosen.get(name)) filters[name] = chosen.get(name);
      for (const name of Object.keys(LISTS)) { const values = chosen.getAll(name).map(key); if (values.length) filters[name] = values; }
      narrow(filters);
      one("#filters").close();
    } else for (const [selector, act] of Object.entries(forms)) if (form.matches(selector)) act(form, event);
  };
  const forms = {};
  const typed = (event) => {
    if (event.target.id === "question-field" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      one("#question").requestSubmit();
    }
    const tabNow = event.target.closest?.("[role=tab]");
    if (tabNow && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      const tabs = all("[role=tab]", tabNow.parentElement), at = tabs.indexOf(tabNow);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
      event.preventDefault();
      tab(tabs.at(to % tabs.length).dataset.tab, true);
    }
    if (event.key === "Escape" && !one("dialog[open]")) {
      if (one("#side.open")) side(false); else one("#beside")?.classList.remove("up");
    }
  };
  const begin = (element, itsServer, itsUpload, itsEvents) => {
    root = one("#dossier", element);
    [server, upload, events] = [itsServer, itsUpload, itsEvents];
    document.addEventListener("click", clicked);
    document.addEventListener("submit", submitted);
    document.addEventListener("keydown", typed);
    document.addEventListener("change", (event) => { if (event.target.name === "language" && event.target.closest("#language")) start(event.target.value).then(() => remember()); });
    matchMedia("(max-width: 74rem)").addEventListener("change", (event) => { if (!event.matches) side(false); });
    addEventListener("popstate", () => { fromAddress(); start(); });
    fromAddress();
    try { state.language = localStorage.getItem("dossier-language") ?? ""; } catch { /* none is kept */ }
    start();
  };
  const remember = () => { try { localStorage.setItem("dossier-language", state.language); } catch { /* none is kept */ } };
  const hear = (wire, value) => {
    if (!value) return;
    const reply = JSON.parse(value);
    if (wire === "answer") answered(reply); else views.change?.(reply);
  };
  return { begin, hear, one, all, calm, call, say, key, state, views, does, forms, tab, tabbed, select, ask, anew, open, heading, blank, exchangeOf, side,
    get words() { return words; }, get events() { return events; }, get upload() { return upload; } };
})();
