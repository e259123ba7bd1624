"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const words = JSON.parse(at("words").textContent);
  const body = document.body;
  let nonce = body.dataset.nonce;
  body.removeAttribute("data-nonce");

  // What the bookmark carries; taken out of the address at once, so that neither history nor a reload repeats it.
  let clip = null;
  try {
    clip = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // Told below.
  }
  history.replaceState(null, "", location.pathname);

  at("heading").textContent = words.title;
  at("why").textContent = words.why_confirm;
  at("add").textContent = words.add;
  at("close").textContent = words.close;
  at("close").addEventListener("click", () => window.close());

  const say = (text, bad) => {
    at("status").textContent = text;
    at("status").classList.toggle("bad", Boolean(bad));
  };

  const ask = async (path) => {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Etalage-Nonce": nonce },
      body: JSON.stringify(clip),
    });
    const told = await answer.json();
    return told.why === "wrong_nonce" ? { ...told, words: words.run_out } : told;
  };

  const show = (found) => {
    at("title").textContent = found.title;
    at("price").textContent = [found.price, found.list_price && `(${found.list_price})`].filter(Boolean).join(" ");
    at("shop").textContent = [found.brand, found.shop].filter(Boolean).join(" · ");
    const count = found.pictures === 1 ? words.pictures_one : words.pictures_many;
    at("address").textContent = `${found.url ?? ""} · ${count.replace("{count}", String(found.pictures))}`;
    at("warnings").replaceChildren(
      ...found.warnings.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
    );
    if (found.thumbnail) {
      at("picture").src = found.thumbnail;
      at("picture").hidden = false;
    }
    at("find").hidden = false;
  };

  // A click that was meant for the page before must not land on the button: it opens after the person has had
  // the page before them for a moment, and closes while they look elsewhere.
  let timer = 0;
  const guard = () => {
    clearTimeout(timer);
    at("add").disabled = true;
    if (document.visibilityState === "visible") {
      timer = setTimeout(() => { at("add").disabled = at("add").hidden; }, 700);
    }
  };

  at("add").addEventListener("click", async (event) => {
    if (!event.isTrusted) return;
    at("add").disabled = true;
    say(words.adding);
    try {
      const found = await ask("/clip/keep");
      if (found.ok) {
        at("add").hidden = true;
        at("why").hidden = true;
        at("close").hidden = false;
        show(found);
        say(found.known ? words.updated : words.added);
        at("close").focus();
      } else {
        nonce = found.nonce ?? nonce;
        say(found.words, true);
        guard();
      }
    } catch {
      say(words.app_gone, true);
      guard();
    }
  });

  (async () => {
    if (!clip || typeof clip.url !== "string") return say(words.nothing_sent, true);
    say(words.looking);
    try {
      const found = await ask("/clip/look");
      if (!found.ok) return say(found.words, true);
      show(found);
      say("");
      at("why").hidden = false;
      at("add").hidden = false;
      guard();
      document.addEventListener("visibilitychange", guard);
      window.addEventListener("focus", guard);
    } catch {
      say(words.app_gone, true);
    }
  })();
})();
