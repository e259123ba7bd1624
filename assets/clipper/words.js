// The words of both languages, and pages filled with them.

const api = globalThis.browser ?? globalThis.chrome;

/** A sentence in the browser's language; `part` stands for $1. */
export function say(name, part) {
  return api.i18n.getMessage(name, part === undefined ? undefined : String(part)) || name;
}

/** Fills every element that names its words in `data-say`. */
export function fill(page) {
  page.documentElement.lang = api.i18n.getUILanguage();
  for (const element of page.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
}

/** What to tell a person when something went wrong. The app's own words come first: they know more. */
export function problem(answer) {
  if (answer.words && ["no_product", "list_page", "blocked", "failed"].includes(answer.why)) {
    return answer.words;
  }
  switch (answer.why) {
    case "app_gone": return say("errorAppGone");
    case "not_paired": return say("errorNotPaired");
    case "cannot_read": return say("errorCannotRead");
    case "too_large": return say("errorTooLarge");
    case "wrong_code": return say("errorWrongCode");
    default: return say("errorOther", answer.why);
  }
}
