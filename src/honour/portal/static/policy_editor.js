// Shows, while a policy is edited, what stands against it, as the site finds it; the button does the same without this
// script. Nothing is kept by it, and nothing leaves but the text, to the site itself.
"use strict";

const PAUSE = 600; // milliseconds without a key, so that half a word is not judged

function line(text, strong) {
  const found = document.createElement(strong ? "strong" : "span");
  found.textContent = text;
  return found;
}

function shown(finding) {
  const item = document.createElement("li");
  item.append(line(finding.place, true));
  for (const text of [finding.reason, finding.mend, finding.source]) {
    if (text) item.append(document.createElement("br"), line(text, false));
  }
  return item;
}

for (const form of document.querySelectorAll("form[data-check]")) {
  const field = form.querySelector("textarea");
  const place = document.getElementById(form.dataset.into);
  const [heading, list, clean] = place.children;
  let waiting = 0;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form), redirect: "error" });
    if (!answer.ok || mine !== asked) return;
    const found = await answer.json();
    heading.textContent = found.heading;
    heading.hidden = list.hidden = found.findings.length === 0;
    clean.hidden = found.findings.length > 0;
    list.replaceChildren(...found.findings.map(shown));
    place.dataset.looked = String(mine);
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => look().catch(() => {}), PAUSE);
  });
}
