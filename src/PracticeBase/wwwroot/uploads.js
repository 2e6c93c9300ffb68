/* Attachments of a draft: progressive enhancement only. Without it the same forms are sent as pages. */
const $ = (s, c = document) => c.querySelector(s);
const $$ = (s, c = document) => [...c.querySelectorAll(s)];

const form = $('form[data-upload]');
const zone = $('.drop', form);
const input = $('input[type=file]', form);
const queue = $('[data-upload-queue]');
const status = $('[data-upload-status]');
const texts = JSON.parse($('#upload-texts').content.textContent);
const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]);
const announce = text => { status.textContent = text; };
const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const megabytes = bytes => `${size.format(bytes / 1e6)}\u00a0MB`;
const element = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text) e.textContent = text;
  return e;
};

/* The list as the server shows it now. An attachment whose form is being filled in keeps that form. */
const show = (page, done) => {
  const list = $('[data-attachments]', page);
  if (!list) return false;
  const old = $('[data-attachments]');
  $$('[data-attachment]', list).forEach(item => {
    const before = $(`[data-attachment="${item.dataset.attachment}"]`, old);
    const typed = before && $('details form[data-typed]', before);
    if (typed && typed !== done) {
      $('details form', item).replaceWith(typed);
      $('details', item).open = $('details', before).open;
    }
  });
  old.replaceWith(list);
  return true;
};
const read = async answer => new DOMParser().parseFromString(await answer.text(), 'text/html');
const refresh = async () => {
  try {
    show(await read(await fetch(form.dataset.step, { credentials: 'same-origin' })));
  } catch { /* The file is there; the list shows it with the next page. */ }
};

/* One file at a time: the line is shared anyway, and each gets its own answer. */
const waiting = [];
let busy = false;

const item = file => {
  const li = element('li');
  const mark = element('span', 'ext', /\.(\w{1,4})$/.exec(file.name)?.[1].toUpperCase() ?? '?');
  mark.setAttribute('aria-hidden', 'true');
  const body = element('div');
  const meta = element('p', 'meta', texts.waiting);
  body.append(element('b', '', file.name), meta);
  const button = element('button', 'btn b2 sm', texts.cancel);
  button.type = 'button';
  button.append(element('span', 'vh', ` ${fill(texts.cancelName, file.name)}`));
  const bar = element('progress');
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute('aria-label', fill(texts.sending, file.name));
  li.append(mark, body, button, bar);
  queue.append(li);
  return { li, meta, button, bar };
};

const refuse = (task, message) => {
  const note = element('p', 'err');
  note.append(element('span', 'vh', `${texts.error} `), message);
  task.meta.replaceWith(note);
  task.bar.remove();
  task.button.textContent = texts.dismiss;
  task.button.append(element('span', 'vh', ` ${fill(texts.dismissName, task.file.name)}`));
  task.button.onclick = () => { task.li.remove(); input.focus(); };
  announce(`${task.file.name}: ${message}`);
};

const send = task => new Promise(done => {
  const data = new FormData(form);
  data.delete(input.name);
  data.append(input.name, task.file);
  const xhr = new XMLHttpRequest();
  const start = performance.now();
  task.stop = () => xhr.abort();
  xhr.upload.onprogress = e => {
    if (!e.lengthComputable) return;
    task.bar.value = e.loaded / e.total * 100;
    const left = Math.ceil((e.total - e.loaded) / (e.loaded / (performance.now() - start)) / 1000);
    task.meta.replaceChildren(element('span', '', fill(texts.progress, megabytes(e.loaded), megabytes(e.total))),
      element('span', '', e.loaded < e.total ? fill(texts.remaining, left) : texts.checking));
  };
  xhr.onload = async () => {
    let answer = null;
    try { answer = JSON.parse(xhr.responseText); } catch { /* A page in place of an answer. */ }
    const file = answer?.files?.[0];
    if (xhr.status === 401) refuse(task, texts.signedOut);
    else if (xhr.status === 413) refuse(task, texts.tooMuch);
    else if (file?.ok) {
      task.li.remove();
      await refresh();
      announce(`${task.file.name}: ${file.message}`);
    } else refuse(task, file?.message ?? answer?.message ?? texts.failed);
    done();
  };
  xhr.onerror = () => { refuse(task, texts.failed); done(); };
  xhr.onabort = done;
  xhr.open('POST', form.action);
  xhr.setRequestHeader('Accept', 'application/json');
  xhr.send(data);
});

const next = async () => {
  if (busy) return;
  busy = true;
  for (let task; (task = waiting.shift());) await send(task);
  busy = false;
};

const add = files => {
  for (const file of files) {
    const task = { file, ...item(file) };
    if (file.size > texts.maxBytes) {
      refuse(task, texts.tooLarge);
      continue;
    }
    task.button.onclick = () => {
      const place = waiting.indexOf(task);
      if (place >= 0) waiting.splice(place, 1);
      task.stop?.();
      task.li.remove();
      announce(fill(texts.cancelled, file.name));
      input.focus();
    };
    waiting.push(task);
    announce(fill(texts.sending, file.name));
  }
  next();
};

$('[data-upload-button]', form).closest('p').hidden = true;
input.addEventListener('change', () => { add([...input.files]); input.value = ''; });
zone.addEventListener('dragover', e => { e.preventDefault(); zone.dataset.over = ''; });
zone.addEventListener('dragleave', () => { delete zone.dataset.over; });
zone.addEventListener('drop', e => { e.preventDefault(); delete zone.dataset.over; add([...e.dataTransfer.files].filter(f => f.size > 0 || f.type)); });
addEventListener('beforeunload', e => { if (busy) e.preventDefault(); });

/* Describing and ordering without leaving what is being typed elsewhere on the page. */
addEventListener('input', e => { const own = e.target.closest('details form[data-attachment-form]'); if (own) own.dataset.typed = ''; });
addEventListener('submit', async e => {
  const own = e.target.closest('form[data-attachment-form]');
  if (!own) return;
  e.preventDefault();
  const id = own.closest('[data-attachment]').dataset.attachment;
  const isOrder = Boolean(e.submitter?.name);
  try {
    const page = await read(await fetch(own.action, { method: 'POST', body: new URLSearchParams(new FormData(own, e.submitter)), credentials: 'same-origin' }));
    if (!show(page, isOrder ? null : own)) throw new Error('Another page.');
    const told = $('.errsum, .note.ok[role=status]', page);
    announce(told?.textContent.replace(/\s+/g, ' ').trim() ?? '');
    const now = $(`[data-attachment="${id}"]`);
    (isOrder ? $(`button[name=${e.submitter.name}]`, now) ?? $('button[name]', now) : $('.err ~ .in, .note.bad ~ .in', now) ?? $('summary', now))?.focus();
  } catch {
    announce('');
    const note = element('p', 'err', texts.notSaved);
    note.setAttribute('role', 'alert');
    $$('p.err[role=alert]', own).forEach(n => n.remove());
    own.append(note);
  }
});
