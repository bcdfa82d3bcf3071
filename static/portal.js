import { initAll } from "./vendor/govuk-frontend-6.6.0/govuk-frontend.js";

initAll();

// Leaving a form with text that nobody has saved asks first. A form joins in with data-warn-unsaved; data-unsaved says
// that it holds such text from the start: it has come back with errors, questions, or after sign-in.
const textOf = (form) =>
  JSON.stringify(Array.from(form.querySelectorAll("textarea, input, select"), (field) => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked;
    return field.value;
  }));

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  const before = "unsaved" in form.dataset ? null : textOf(form);
  let leavingOnPurpose = false;

  form.addEventListener("submit", () => {
    leavingOnPurpose = true;
  });
  window.addEventListener("pageshow", () => {
    leavingOnPurpose = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leavingOnPurpose && textOf(form) !== before) event.preventDefault();
  });
}

// The line of the board report, as it will be printed: data-printed-for names the field that it mirrors.
for (const line of document.querySelectorAll("[data-printed-for]")) {
  const field = document.getElementById(line.dataset.printedFor);
  if (!field) continue;
  const whenEmpty = line.textContent;
  const print = () => {
    // On paper it is one line, whatever breaks were typed.
    line.textContent = field.value.trim().replace(/\s+/g, " ") || whenEmpty;
  };
  field.addEventListener("input", print);
  if (field.value.trim()) print();
}

// A form that is answered with a file stays on the page while the file is made, however long that takes. Sent again as
// it stands within a minute, it would only make the same file once more.
const MINUTE = 60_000;
for (const form of document.querySelectorAll("form[data-answers-with-file]")) {
  let sent = { text: null, at: 0 };
  form.addEventListener("submit", (event) => {
    const text = textOf(form);
    if (text === sent.text && event.timeStamp - sent.at < MINUTE) event.preventDefault();
    else sent = { text, at: event.timeStamp };
  });
}
