(function () {
  "use strict";
  var root = document.documentElement;

  // Light or dark: the reader's choice outlives the page where storage is allowed.
  var button = document.getElementById("theme");
  function stored(value) {
    try {
      if (value === undefined) { return window.localStorage.getItem("foedus-theme"); }
      window.localStorage.setItem("foedus-theme", value);
    } catch (error) { /* storage may be closed to pages opened from disk */ }
    return null;
  }
  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  var before = stored();
  if (before === "dark" || before === "light") { root.setAttribute("data-theme", before); }
  button.hidden = false;
  button.addEventListener("click", function () {
    var next = dark() ? "light" : "dark";
    root.setAttribute("data-theme", next);
    stored(next);
  });

  // A link into a closed part opens it.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target || null; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.plan").forEach(function (part) { part.open = true; });
  });

  // Claims beside the number that cites them.
  var claims = JSON.parse(document.getElementById("claims-data").textContent);
  var card = document.createElement("div");
  card.className = "card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.appendChild(card);
  function show(link) {
    var claim = claims[link.getAttribute("href").slice(1)];
    if (!claim) { return; }
    card.textContent = "";
    var says = document.createElement("p");
    says.textContent = claim.says;
    card.appendChild(says);
    claim.sources.forEach(function (source) {
      var line = document.createElement("p");
      line.className = "aside";
      line.textContent = source;
      card.appendChild(line);
    });
    if (link.title) { link.setAttribute("data-title", link.title); link.removeAttribute("title"); }
    card.hidden = false;
    var box = link.getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left - 20), root.clientWidth - card.offsetWidth - 8);
    var below = box.bottom + 8 + card.offsetHeight < root.clientHeight;
    card.style.left = left + window.scrollX + "px";
    card.style.top = (below ? box.bottom + 6 : box.top - card.offsetHeight - 6) + window.scrollY + "px";
  }
  document.querySelectorAll(".refs a").forEach(function (link) {
    link.addEventListener("mouseenter", function () { show(link); });
    link.addEventListener("focus", function () { show(link); });
    link.addEventListener("mouseleave", function () { card.hidden = true; });
    link.addEventListener("blur", function () { card.hidden = true; });
  });

  // The section being read, in the list of contents.
  if ("IntersectionObserver" in window) {
    var links = {};
    document.querySelectorAll(".contents a").forEach(function (link) { links[link.getAttribute("href").slice(1)] = link; });
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) { return; }
        Object.keys(links).forEach(function (name) { links[name].removeAttribute("aria-current"); });
        links[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    document.querySelectorAll("main > section").forEach(function (section) { watcher.observe(section); });
  }
})();
