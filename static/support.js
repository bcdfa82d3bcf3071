// Runs first in the body: tells GOV.UK Frontend that scripts run. On <html> instead of <body> it would switch every
// component off without a word.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
