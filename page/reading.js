// Marks, sources, the whole article, the timeline, verdicts.
"use strict";
(() => {
  const { one, all, calm, call, key, state, views, does, forms, tab, select, exchangeOf } = dossier;

  // -- a mark leads to its sentence in the sources, a refusal's link to the nearest sentences
  const lead = (target, block) => {
    all(".found").forEach((found) => found.classList.remove("found"));
    target.classList.add("found");
    target.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block });
    target.focus({ preventScroll: true });
  };
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.mark, a.jump");
    if (!link) return;
    event.preventDefault();
    hide();
    await select(+exchangeOf(link).dataset.number);
    tab("sources");
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (target) lead(target, link.matches(".jump") ? "start" : "center");
  });

  // -- resting on a mark, or reaching it by keyboard, shows the quote, wherever the mark is scrolled to
  let told = null; // the mark whose quote is shown
  const hide = () => {
    told?.removeAttribute("aria-describedby");
    told = null;
    if (one("#tip")) one("#tip").hidden = true;
  };
  const place = () => {
    const tip = one("#tip"), at = told.getBoundingClientRect();
    tip.hidden = false;
    const box = tip.getBoundingClientRect(), above = at.top - box.height - 8;
    const left = Math.max(8, Math.min(at.left - 24, innerWidth - box.width - 8));
    Object.assign(tip.style, { left: `${left}px`, top: `${above > 8 ? above : at.bottom + 8}px` });
  };
  const follow = () => {
    if (!told) return;
    one("#tip").hidden = true; // it may lie over its mark
    const { left, top, width, height } = told.getBoundingClientRect();
    if (told.contains(document.elementFromPoint(left + width / 2, top + height / 2))) place();
  };
  const show = (mark) => {
    hide();
    told = mark;
    one("#tip").replaceChildren(Object.assign(document.createElement("q"), { textContent: mark.dataset.quote, dir: "auto" }),
      Object.assign(document.createElement("small"), { textContent: mark.dataset.source, dir: "auto" }));
    mark.setAttribute("aria-describedby", "tip");
    place();
  };
  for (const [comes, goes] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(comes, (event) => { const mark = event.target.closest?.("a.mark"); if (mark) show(mark); });
    document.addEventListener(goes, (event) => {
      if (event.target.closest?.("a.mark") && !event.relatedTarget?.closest?.("#tip")) hide();
      else if (event.target.closest?.("#tip") && !event.relatedTarget?.closest?.("a.mark, #tip")) hide();
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); }, true);
  for (const moved of ["scroll", "resize"]) addEventListener(moved, follow, true);

  // -- the whole article
  const spans = (article) => state.cited[article] ?? [];
  does.open = async (button) => {
    const article = key(button.dataset.article);
    const place = button.dataset.start === undefined ? {} : { start: +button.dataset.start, end: +button.dataset.end };
    const cited = "cited" in button.dataset ? spans(article) : [];
    dossier.side(false);
    one("#view-article").setAttribute("aria-busy", "true");
    const reply = await call("article", { article, spans: cited, ...place });
    one("#view-article").removeAttribute("aria-busy");
    if (!reply) return;
    one("#view-article").innerHTML = reply.html;
    one("#view-article .reader").dataset.spans = JSON.stringify(cited.length || !("start" in place) ? cited : [[place.start, place.end, 0]]);
    tab("article");
    const mark = reply.at == null ? null : one(`#view-article mark[data-at="${reply.at}"]`) ?? one("#view-article mark");
    if (mark) lead(mark, "center");
    else { one("#view-article").scrollTop = 0; one("#beside .panels").scrollTop = 0; one("#view-article").focus({ preventScroll: true }); }
  };
  does.more = async (button) => {
    const reader = button.closest(".reader"), text = one(".text", reader), way = button.dataset.way;
    const reply = await call("more", { article: key(button.dataset.article), at: +button.dataset.at, way, spans: JSON.parse(reader.dataset.spans) });
    if (!reply) return;
    const scroller = one("#beside .panels"), before = scroller.scrollHeight;
    text.insertAdjacentHTML(way === "before" ? "afterbegin" : "beforeend", reply.text);
    button.insertAdjacentHTML("afterend", reply.button);
    const next = button.nextElementSibling;
    button.remove();
    if (next?.matches?.(".more")) next.focus({ preventScroll: true });
    if (way === "before") scroller.scrollTop += scroller.scrollHeight - before;
  };

  // -- the timeline of an answer, or of all articles
  let drawing = 0;
  const draw = async (of, first = 0) => {
    const shown = one("#view-timeline"), turn = ++drawing;
    const number = state.number ?? undefined;
    if (!first) shown.innerHTML = dossier.blank(dossier.words["timeline.loading"]);
    const reply = await call("timeline", { of, number, first });
    if (turn !== drawing) return;
    if (!reply) { shown.innerHTML = ""; return; }
    shown.innerHTML = reply.html;
    shown.dataset.of = of;
    if (first) one("#beside .panels").scrollTop = 0;
  };
  views.timeline = () => { if (!one("#view-timeline").children.length) draw(state.number ? "answer" : "all"); };
  does.timeline = (button) => draw(button.dataset.of ?? one("#view-timeline").dataset.of, +(button.dataset.first ?? 0));
  does.event = (point) => {
    one(`#event-${point.dataset.event} [data-do=open]`)?.click();
  };
  document.addEventListener("focusin", (event) => {
    const point = event.target.closest?.(".point");
    all(".events li.near").forEach((item) => item.classList.remove("near"));
    if (point) {
      const item = one(`#event-${point.dataset.event}`);
      item.classList.add("near");
      item.scrollIntoView({ block: "nearest" });
    }
  });
  document.addEventListener("keydown", (event) => {
    const point = event.target.closest?.(".point");
    if (!point || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    const points = all(".point", point.parentElement), at = points.indexOf(point);
    const to = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(points.length - 1, at + 1), Home: 0, End: points.length - 1 }[event.key];
    event.preventDefault();
    points.forEach((other, n) => { other.tabIndex = n === to ? 0 : -1; });
    points[to].focus();
  });

  // -- verdicts
  const judge = (exchange, verdict, correction = "") =>
    call("feedback", { number: +exchange.dataset.number, verdict, correction });
  does.verdict = async (button) => {
    const exchange = exchangeOf(button), on = button.getAttribute("aria-pressed") !== "true";
    const form = one(".correction", exchange), { verdict } = button.dataset;
    if (!(await judge(exchange, on ? verdict : ""))) return;
    all(".verdict", exchange).forEach((other) => other.setAttribute("aria-pressed", on && other === button));
    const asks = on && (verdict === "wrong" || verdict === "wrong_source");
    form.hidden = !asks;
    if (asks) { const field = one("input", form); field.placeholder = field.dataset[verdict]; field.focus(); }
  };
  forms[".correction"] = (form) => {
    const exchange = exchangeOf(form), chosen = one(".verdict[aria-pressed=true]", exchange);
    if (chosen) judge(exchange, chosen.dataset.verdict, one("input", form).value);
  };
})();
