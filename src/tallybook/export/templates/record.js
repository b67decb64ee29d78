"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const main = byId("main");
  const articles = all("article.incident");

  // One thing at a time: the list, one incident, or the reports. Without this script all stand below each other.
  let flat = false;
  const view = (name, article) => {
    if (flat) delete main.dataset.view;
    else main.dataset.view = name;
    for (const each of articles) each.classList.toggle("shown", each === article);
  };
  const place = (target) => {
    const article = target?.closest("article.incident");
    if (article) view("incident", article);
    else view(target?.closest(".reports") ? "reports" : "list");
  };

  // A number opens the sentence that carries it, however deep it is folded away.
  const show = (hash) => {
    const target = hash.length > 1 ? byId(decodeURIComponent(hash.slice(1))) : null;
    place(target);
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      node.hidden = false;
    }
    const whole = target.matches("article, h2");
    target.scrollIntoView({ block: whole ? "start" : "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => show(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) show(location.hash);
  });

  const tools = byId("tools");
  const words = byId("filter");
  const status = byId("status");
  const rows = all("[data-words]");
  // Sarāvān is found by "saravan".
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const filter = () => {
    const wanted = folded(words.value).trim().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = (!status.value || row.dataset.status === status.value)
        && wanted.every((word) => folded(row.dataset.words).includes(word));
      row.hidden = !fits;
      const article = byId(row.dataset.incident);
      if (article) article.hidden = !fits;
      shown += fits;
    }
    byId("count").textContent = `${shown} of ${rows.length} incidents`;
  };
  tools.hidden = false;
  words.addEventListener("input", filter);
  status.addEventListener("change", filter);

  const press = (button, on, text) => {
    button.setAttribute("aria-pressed", String(on));
    button.textContent = text;
  };
  const fold = byId("fold");
  const openAll = () => {
    const open = fold.getAttribute("aria-pressed") !== "true";
    for (const each of all("main details")) each.open = open;
    press(fold, open, open ? "Close all evidence" : "Open all evidence");
  };
  fold.addEventListener("click", openAll);
  const flatten = byId("flat");
  flatten.addEventListener("click", () => {
    flat = !flat;
    press(flatten, flat, flat ? "One at a time" : "All on one page");
    place(byId("incidents"));
  });

  // From one incident to the next, among those that the filter lets through.
  const listed = () => rows.filter((row) => !row.hidden);
  const step = (by) => {
    const known = listed();
    const shown = document.querySelector("article.shown");
    if (shown) {
      const at = known.findIndex((row) => row.dataset.incident === shown.id);
      const next = known[at + by];
      if (next) location.hash = next.dataset.incident;
      return;
    }
    const at = known.findIndex((row) => row.contains(document.activeElement));
    known[Math.max(0, Math.min(known.length - 1, at + by))]?.querySelector("a")?.focus();
  };
  for (const article of articles) {
    const nav = article.querySelector("nav");
    for (const [text, key, run] of [
      ["Before", "k", () => step(-1)],
      ["Next", "j", () => step(1)],
      ["Print", "p", () => print()],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(`${text} `, Object.assign(document.createElement("kbd"), { textContent: key }));
      button.setAttribute("aria-keyshortcuts", key);
      button.addEventListener("click", run);
      nav.append(button);
    }
  }

  const help = byId("help");
  const keys = byId("keys");
  keys.hidden = false;
  keys.addEventListener("click", () => help.showModal());
  const back = () => {
    const shown = document.querySelector("article.shown");
    history.pushState(null, "", "#incidents");
    show("#incidents");
    if (shown) main.querySelector(`tr[data-incident="${CSS.escape(shown.id)}"] a`)?.focus();
  };
  const RUN = {
    j: () => step(1), k: () => step(-1), "/": () => { place(byId("incidents")); words.focus(); }, o: openAll,
    p: () => print(), "?": () => help.showModal(), Escape: back,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || !byId("single").checked) return;
    if (event.target.closest("input, select, textarea") || !Object.hasOwn(RUN, event.key)) return;
    event.preventDefault();
    RUN[event.key]();
  });

  // On paper what is shown is told in full.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("article details:not([open])");
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });

  show(location.hash);
})();
