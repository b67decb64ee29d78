"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // A number opens the sentence that carries it, however deep it is folded away.
  const show = (hash) => {
    const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      node.hidden = false;
    }
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => show(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) show(location.hash);
  });
  show(location.hash);

  const tools = document.getElementById("tools");
  const words = document.getElementById("filter");
  const status = document.getElementById("status");
  const count = document.getElementById("count");
  const rows = all("[data-words]");
  const filter = () => {
    const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = (!status.value || row.dataset.status === status.value)
        && wanted.every((word) => row.dataset.words.toLowerCase().includes(word));
      row.hidden = !fits;
      const article = document.getElementById(row.dataset.incident);
      if (article) article.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} incidents`;
  };
  tools.hidden = false;
  words.addEventListener("input", filter);
  status.addEventListener("change", filter);

  const fold = document.getElementById("fold");
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-pressed") !== "true";
    for (const each of all("main details")) each.open = open;
    fold.setAttribute("aria-pressed", String(open));
    fold.textContent = open ? "Close all evidence" : "Open all evidence";
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("article details:not([open])");
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
})();
