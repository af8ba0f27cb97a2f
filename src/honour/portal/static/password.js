// Shows, while a password is typed, how hard it is to guess. The rule itself is judged by the site, and is told in
// words beside the field, with or without this script. Nothing typed leaves the page by it.
"use strict";

const BITS = 79; // as the site counts, portal/account/password_rule.py

function bits(password) {
  const sorts = [[26, /\p{Ll}/u], [26, /\p{Lu}/u], [10, /\p{Nd}/u], [37, /[^\p{L}\p{N}]/u]];
  const alphabet = sorts.reduce((sum, [size, sort]) => sum + (sort.test(password) ? size : 0), 0);
  const plain = password.toLowerCase().replace(/(.+?)\1+/gsu, "$1");
  return [...plain].length * Math.log2(alphabet || 1);
}

function share(password, rule, least) {
  if (rule === "entropy") return Math.min(1, bits(password) / BITS);
  const long = Math.min(1, [...password].length / least);
  if (rule === "length") return long;
  const met = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{N}]/u].filter((sort) => sort.test(password)).length;
  return (long + met / 4) / 2;
}

for (const field of document.querySelectorAll("input[data-rule]")) {
  const line = document.createElement("p");
  line.className = "meter";
  const meter = document.createElement("meter");
  meter.max = 1; meter.low = 0.5; meter.high = 0.99; meter.optimum = 1;
  meter.setAttribute("aria-label", field.dataset.meter);
  const words = document.createElement("span");
  words.setAttribute("aria-live", "polite");
  line.append(meter, words);
  field.after(line);
  line.hidden = true;
  field.addEventListener("input", () => {
    const reached = share(field.value, field.dataset.rule, Number(field.dataset.least));
    line.hidden = field.value === "";
    meter.value = reached;
    words.textContent = reached >= 1 ? field.dataset.strong : field.dataset.weak;
  });
}
