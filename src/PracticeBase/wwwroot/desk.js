/* The working part of the portal: progressive enhancement only. Every page works without this file. */
const $ = (s, c = document) => c.querySelector(s);
const $$ = (s, c = document) => [...c.querySelectorAll(s)];

/* After a refused form the summary of errors is read first. */
$('[data-focus]')?.focus();

if ($('[data-places]')) import('./combobox.js');

/* Repeatable rows: the buttons do the same on the server. */
const renumber = set => $$('[data-row]', set).forEach((row, i) => {
  row.setAttribute('aria-label', row.getAttribute('aria-label').replace(/\d+$/, i + 1));
  $$('[id]', row).forEach(e => { e.id = e.id.replace(/-\d+-/, `-${i}-`); });
  $$('label', row).forEach(l => {
    l.htmlFor = l.htmlFor.replace(/-\d+-/, `-${i}-`);
    const number = $('.vh', l);
    if (number) number.textContent = number.textContent.replace(/\d+$/, i + 1);
  });
  const remove = $('[data-remove-row]', row);
  remove.value = `${set.dataset.rows}-${i}`;
  remove.setAttribute('aria-label', remove.getAttribute('aria-label').replace(/\d+$/, i + 1));
});
const clear = row => {
  $$('input,textarea', row).forEach(e => { e.value = ''; });
  $$('select', row).forEach(e => { e.selectedIndex = 0; });
  $$('.err', row).forEach(e => e.remove());
  $$('[aria-invalid]', row).forEach(e => e.removeAttribute('aria-invalid'));
};
addEventListener('click', e => {
  const add = e.target.closest('[data-add-row]');
  const remove = e.target.closest('[data-remove-row]');
  if (add) {
    e.preventDefault();
    const set = $(`[data-rows="${add.dataset.addRow}"]`);
    const row = $$('[data-row]', set).at(-1).cloneNode(true);
    clear(row);
    set.append(row);
    renumber(set);
    $('input,textarea,select', row).focus();
  }
  if (remove) {
    e.preventDefault();
    const row = remove.closest('[data-row]');
    const set = row.closest('[data-rows]');
    const next = row.nextElementSibling || row.previousElementSibling;
    if (next) row.remove(); else clear(row);
    renumber(set);
    (next ? $('input,textarea,select', next) : $('input,textarea,select', row)).focus();
    set.dispatchEvent(new Event('input', { bubbles: true }));
  }
});

/* «120 z 2000 znaków». */
$$('[data-count]').forEach(out => {
  const field = document.getElementById(out.dataset.count);
  const show = () => { out.textContent = out.dataset.text.replace('{0}', field.value.length).replace('{1}', out.dataset.max); };
  field.addEventListener('input', show);
  show();
});

/*
 * Autosave. What is typed is kept in this browser until the server has said that it has it: a lost connection, an expired session
 * and a closed tab lose nothing.
 */
const form = $('form[data-draft]');
if (form) {
  const wait = 2500;
  const retry = 5000;
  const status = $('#zapis');
  const say = JSON.parse($('#autosave-texts').innerHTML === '' ? '{}' : $('#autosave-texts').content.textContent);
  const key = `draft:${form.dataset.draft}`;
  const serialise = () => new URLSearchParams([...new FormData(form)].filter(([, v]) => typeof v === 'string'));
  const content = () => { const data = serialise(); data.delete('__RequestVerificationToken'); data.delete('Stan'); return data.toString(); };
  let saved = content();
  let timer;
  let busy = false;
  let blocked = false;

  const show = (text, tone, link) => {
    status.replaceChildren();
    const badge = document.createElement('span');
    badge.className = `badge ${tone}`;
    badge.textContent = text;
    status.append(badge);
    if (link) {
      const a = document.createElement('a');
      a.href = say.signInPath;
      a.target = '_blank';
      a.textContent = say.signIn;
      status.append(a);
    }
  };
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), stamp: form.elements.Stan.value, content: content() })); } catch { /* No room, or not allowed: the server has the last saved text. */ } };
  const forget = () => localStorage.removeItem(key);
  const markErrors = errors => {
    $$('[data-auto-error]', form).forEach(e => e.remove());
    $$('[data-auto-invalid]', form).forEach(e => { e.removeAttribute('aria-invalid'); e.removeAttribute('data-auto-invalid'); });
    (errors || []).forEach(({ anchor, text }) => {
      const field = document.getElementById(anchor);
      if (!field) return;
      const note = document.createElement('p');
      note.className = 'err';
      note.id = `auto-${anchor}`;
      note.dataset.autoError = '';
      note.textContent = text;
      (field.matches('fieldset') ? $('legend', field) : field).after(note);
      field.setAttribute('aria-invalid', 'true');
      field.dataset.autoInvalid = '';
    });
  };

  /* What is missing may have changed: the lists beside the form as the server shows them now. Without an answer they wait for the next page. */
  let refreshes = 0;
  const refresh = async () => {
    const mine = ++refreshes;
    const source = await fetch(form.action, { credentials: 'same-origin' }).then(a => a.ok && !a.redirected ? a.text() : null).catch(() => null);
    if (!source || mine !== refreshes) return;
    const page = new DOMParser().parseFromString(source, 'text/html');
    $$('[data-missing]').forEach(part => {
      const now = $(`[data-missing=${part.dataset.missing}]`, page);
      if (!now || part.isEqualNode(now)) return;
      /* Nobody's place is taken away. */
      if (part.contains(document.activeElement)) part.addEventListener('focusout', refresh, { once: true });
      else part.replaceWith(now);
    });
  };

  const save = async () => {
    clearTimeout(timer);
    if (busy || blocked || content() === saved) return;
    busy = true;
    const sent = content();
    show(say.saving, '');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: serialise(), headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      if (answer.status === 401) {
        show(say.signedOut, 'warn', true);
        timer = setTimeout(save, retry);
      } else if (answer.ok || answer.status === 409) {
        const result = await answer.json();
        if (answer.ok) {
          saved = sent;
          form.elements.Stan.value = result.stamp;
          markErrors(result.errors);
          show(result.message || say.saved.replace('{0}', result.saved), result.message ? 'warn' : 'ok');
          if (!result.message && content() === saved) forget(); else keep();
          if (result.completeness !== null) {
            $$('[data-testid=completeness]').forEach(e => { e.textContent = `${result.completeness}%`; });
            $$('progress[aria-labelledby=kom]').forEach(e => { e.value = result.completeness; });
            refresh();
          }
        } else {
          blocked = true;
          show(result.message, 'bad');
        }
      } else {
        /* The server is there and could not: what was typed stays here, and is sent again when the server says so. */
        show(say.notSaved, 'bad');
        timer = setTimeout(save, Number(answer.headers.get('Retry-After')) * 1000 || retry);
      }
    } catch {
      show(say.offline, 'warn');
      timer = setTimeout(save, retry);
    } finally {
      busy = false;
    }
    if (!blocked && content() !== saved && !timer) timer = setTimeout(save, wait);
  };

  form.addEventListener('input', () => {
    keep();
    if (blocked) return;
    show(say.unsaved, '');
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  });
  addEventListener('online', save);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(); });
  form.addEventListener('submit', () => { clearTimeout(timer); blocked = true; });

  /* Text that never reached the server comes back. */
  const kept = JSON.parse(localStorage.getItem(key) || 'null');
  if (kept && kept.content !== saved && !$('.errsum')) {
    const values = new URLSearchParams(kept.content);
    $$('[data-rows]', form).forEach(set => {
      const column = $('[name]', set).name;
      while ($$('[data-row]', set).length < values.getAll(column).length) {
        const row = $$('[data-row]', set).at(-1).cloneNode(true);
        clear(row);
        set.append(row);
        renumber(set);
      }
    });
    const used = {};
    [...form.elements].filter(e => e.name && e.name !== 'Stan' && e.type !== 'hidden' && e.tagName !== 'BUTTON').forEach(e => {
      const all = values.getAll(e.name);
      if (e.type === 'checkbox' || e.type === 'radio') { e.checked = all.includes(e.value); return; }
      const n = used[e.name] = (used[e.name] ?? -1) + 1;
      e.value = all[n] ?? '';
    });
    /* What this person had seen then, so that a change made elsewhere since is told and not overwritten. */
    form.elements.Stan.value = kept.stamp;
    show(say.restored, 'warn');
    timer = setTimeout(save, wait);
  } else if (kept) {
    forget();
  }
}
