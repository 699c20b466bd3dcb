// <pass-key question="/connexion/cle" does="get" hidden><form>…</form></pass-key>: asks the server for a question,
// the device for its answer, and sends both with the form. Shown only where the browser knows passkeys.
import { enhance } from "./fragment";

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes: ArrayBuffer | null | undefined): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0))))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

type Named = { id: string };
const described = (list: Named[] | undefined): PublicKeyCredentialDescriptor[] =>
  (list ?? []).map((one) => ({ ...(one as object), type: "public-key", id: toBytes(one.id) }));

async function created(ask: any): Promise<object> {
  const publicKey = {
    ...ask,
    challenge: toBytes(ask.challenge),
    user: { ...ask.user, id: toBytes(ask.user.id) },
    excludeCredentials: described(ask.excludeCredentials),
  };
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    extensions: {},
    response: {
      attestationObject: toText(response.attestationObject),
      clientDataJSON: toText(response.clientDataJSON),
      transports: response.getTransports?.() ?? null,
    },
  };
}

async function shown(ask: any): Promise<object> {
  const publicKey = {
    ...ask,
    challenge: toBytes(ask.challenge),
    allowCredentials: described(ask.allowCredentials),
  };
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    id: found.id,
    rawId: toText(found.rawId),
    type: found.type,
    extensions: {},
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    },
  };
}

const put = (form: HTMLFormElement, name: string, value: string): void => {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  form.querySelector(`input[name=${name}]`)?.remove();
  form.append(input);
};

enhance("pass-key", (element) => {
  const form = element.querySelector("form");
  const trouble = element.querySelector<HTMLElement>("[role=alert][hidden]");
  if (!form || !window.PublicKeyCredential) return;
  element.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button) button.disabled = true;
    try {
      const answer = await fetch(element.getAttribute("question") ?? "", { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { ask, question } = await answer.json();
      const done = await (element.getAttribute("does") === "create" ? created : shown)(ask.publicKey);
      put(form, "question", question);
      put(form, "answer", JSON.stringify(done));
      form.submit();
    } catch {
      // Cancelled, or no key here: nothing was changed.
      if (trouble) {
        trouble.hidden = false;
        trouble.textContent = "L’appareil n’a pas donné de clé. Recommencez, ou choisissez une autre façon.";
      }
      if (button) button.disabled = false;
    }
  });
});
