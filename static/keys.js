/* Passkeys. The browser's own dialogue does the work; what it answers is sent by a form like any other.
   Pages with this file work without it: there is always another way in. */
(() => {
  "use strict";

  const { webauthnJSON } = window;
  if (!window.PublicKeyCredential || !webauthnJSON) {
    return;
  }

  const options = () => JSON.parse(document.getElementById("options").textContent);

  const begin = async (form) => {
    const token = new FormData(form).get("csrfmiddlewaretoken");
    const answer = await fetch(form.dataset.begin, { method: "POST", headers: { "X-CSRFToken": token } });
    return answer.json();
  };

  const WAYS = {
    make: async () => webauthnJSON.create(options()),
    use: async () => webauthnJSON.get(options()),
    enter: async (form) => webauthnJSON.get(await begin(form)),
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const way = WAYS[form.dataset.passkey];
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.elements.credential.value = JSON.stringify(await way(form));
        form.submit();
      } catch {
        // She said no, or the device did: nothing has happened, and she is told so.
        const said = form.querySelector("[data-said]");
        said.hidden = false;
        said.focus();
      }
    });
  }

  for (const words of document.querySelectorAll("[data-without-script]")) {
    words.hidden = true;
  }
})();
