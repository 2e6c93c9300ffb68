/* Passkeys: signing in with one and adding one. Where the browser cannot, the buttons stay hidden and the page says so. */
const can = 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

const ask = async (form, address) => {
  const token = form.elements.__RequestVerificationToken.value;
  const response = await fetch(address, { method: 'POST', headers: { Accept: 'application/json', RequestVerificationToken: token } });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
};

const make = {
  get: options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
  create: options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
};

document.querySelectorAll('[data-passkey]').forEach(button => {
  const { form } = button;
  const status = form.querySelector('[data-passkey-status]');
  if (!can) {
    status.textContent = status.dataset.unsupported;
    return;
  }
  button.hidden = false;
  form.querySelectorAll('[data-passkey-part]').forEach(part => { part.hidden = false; });
  button.addEventListener('click', async () => {
    status.textContent = '';
    button.disabled = true;
    try {
      const credential = await make[button.dataset.passkey](await ask(form, button.dataset.options));
      form.elements.Klucz.value = JSON.stringify(credential);
      form.action = button.dataset.action;
      form.submit();
    } catch (e) {
      button.disabled = false;
      status.textContent = e.name === 'NotAllowedError' || e.name === 'AbortError' ? status.dataset.cancelled : status.dataset.failed;
    }
  });
});
