"use strict";
/* Search and the choice of language; the pages can be read without either. */
(() => {
  const page = document.documentElement;
  const root = page.dataset.root || "";
  const kinds = window.REFERENCE_KINDS || {};
  const names = window.REFERENCE_NAMES || [];
  const buttons = [...document.querySelectorAll("[data-set-lang]")];
  const languages = buttons.map((button) => button.dataset.setLang);
  const first = languages[0];
  page.classList.add("scripted");

  // Language: in the address, and so in the links from page to page; else what the browser asks for

  const asked = new URLSearchParams(location.search).get("lang");
  const preferred = (navigator.languages || []).map((tag) => tag.split("-")[0]);
  const chosen = [asked, ...preferred].find((lang) => languages.includes(lang)) || first;

  function link(address, lang) {
    const [path, place] = address.split("#");
    return path.split("?")[0] + "?lang=" + lang + (place ? "#" + place : "");
  }

  function speak(lang) {
    page.dataset.lang = lang;
    page.lang = lang;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.setLang === lang));
    for (const a of document.querySelectorAll("a[href]")) {
      const address = a.getAttribute("href");
      if (!address.startsWith("#")) a.setAttribute("href", link(address, lang));
    }
    input.placeholder = label(document.querySelector("label[for=search]"), lang);
  }

  function label(element, lang) {
    const own = element.querySelector(".l-" + lang);
    return (own || element).textContent;
  }

  // Search: names that begin so, then names that hold it, then words

  const input = document.getElementById("search");
  const found = document.getElementById("found");
  const none = document.getElementById("not-found");
  const most = 40;
  let current = -1;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function rank(entry, wanted) {
    const name = plain(entry[0]);
    const bare = name.replace(/^(@|model\.|att\.|teidata\.)/, "");
    if (name === wanted || bare === wanted) return 0;
    if (name.startsWith(wanted) || bare.startsWith(wanted)) return 1;
    if (name.includes(wanted)) return 2;
    return Object.values(entry[3]).some((words) => plain(words).includes(wanted)) ? 3 : 9;
  }

  function search() {
    const wanted = plain(input.value.trim().replace(/^<|>$/g, ""));
    const hits = wanted
      ? names.map((entry, place) => [rank(entry, wanted), place, entry]).filter((hit) => hit[0] < 9)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, most).map((hit) => hit[2])
      : [];
    found.replaceChildren(...hits.map(option));
    found.hidden = !hits.length;
    none.hidden = !wanted || hits.length > 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    select(hits.length ? 0 : -1);
  }

  function option(entry, place) {
    const [name, kind, address, words] = entry;
    const lang = page.dataset.lang;
    const item = document.createElement("li");
    item.id = "found-" + place;
    item.setAttribute("role", "option");
    const a = document.createElement("a");
    a.href = link(root + address, lang);
    a.tabIndex = -1;
    a.append(text("code", kind === "element" ? "<" + name + ">" : name, ""), text("span", (kinds[lang] || {})[kind] || kind, "kind"));
    const about = words[lang] || Object.values(words)[0];
    if (about) a.append(text("span", about, "about"));
    item.append(a);
    return item;
  }

  function text(tag, words, kind) {
    const element = document.createElement(tag);
    element.textContent = words;
    element.className = kind;
    return element;
  }

  function select(place) {
    const options = [...found.children];
    current = place;
    options.forEach((item, index) => item.setAttribute("aria-selected", String(index === place)));
    if (place >= 0) {
      input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    found.hidden = none.hidden = true;
    input.setAttribute("aria-expanded", "false");
    select(-1);
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", search);
  input.addEventListener("keydown", (event) => {
    const count = found.children.length;
    if (event.key === "ArrowDown" && count) select((current + 1) % count);
    else if (event.key === "ArrowUp" && count) select((current + count - 1) % count);
    else if (event.key === "Enter" && current >= 0) found.children[current].firstChild.click();
    else if (event.key === "Escape") { input.value = ""; close(); return; }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
  for (const button of buttons) button.addEventListener("click", () => {
    speak(button.dataset.setLang);
    history.replaceState(null, "", link(location.href, button.dataset.setLang));
  });
  speak(chosen);
})();
