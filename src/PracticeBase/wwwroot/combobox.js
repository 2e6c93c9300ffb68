/* Suggestions while typing the name of a local government (ARIA combobox with a listbox). Without this file the typed name is looked up when the form is sent. */
const MIN = 3;

const attach = field => {
  const input = field.querySelector('input.in');
  const status = field.querySelector('[data-none]');
  const hidden = () => field.querySelector('input[type=hidden]');
  const list = document.createElement('ul');
  let options = [], active = -1, asked = 0, timer;

  list.className = 'menu-p';
  list.id = `${input.id}-lista`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.querySelector('label').textContent);
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = index => {
    active = index;
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', i === index));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  };
  const choose = index => {
    input.value = options[index].name;
    if (hidden()) hidden().value = options[index].id;
    status.textContent = `${options[index].name}, ${options[index].place}`;
    status.classList.remove('vh');
    close();
  };
  const show = found => {
    options = found;
    list.replaceChildren(...found.map((unit, i) => {
      const li = document.createElement('li'), name = document.createElement('b'), place = document.createElement('small');
      li.id = `${list.id}-${i}`;
      li.setAttribute('role', 'option');
      li.setAttribute('aria-selected', 'false');
      name.textContent = unit.name;
      place.textContent = unit.place;
      li.append(name, ' ', place);
      // Not a click: the field must keep the focus.
      li.addEventListener('mousedown', e => { e.preventDefault(); choose(i); });
      return li;
    }));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(found.length > 0));
    status.classList.add('vh');
    status.textContent = found.length ? `${status.dataset.some} ${found.length}` : status.dataset.none;
    active = -1;
  };
  const look = async () => {
    const mine = ++asked;
    try {
      const response = await fetch(`${field.dataset.combobox}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: 'application/json' } });
      const found = response.ok ? await response.json() : [];
      // An answer that was overtaken is not shown.
      if (mine === asked && document.activeElement === input) show(found);
    } catch { /* offline: the server looks the name up */ }
  };

  input.addEventListener('input', () => {
    if (hidden()) hidden().value = '';
    const old = field.querySelector('[data-candidates]');
    if (old) {
      const id = document.createElement('input');
      id.type = 'hidden';
      id.name = old.querySelector('input').name;
      old.replaceWith(id);
    }
    clearTimeout(timer);
    asked++;
    if (input.value.trim().length < MIN) return close();
    timer = setTimeout(look, 150);
  });
  input.addEventListener('keydown', e => {
    if (list.hidden) return;
    const last = options.length - 1;
    if (e.key === 'ArrowDown') mark(active < last ? active + 1 : 0);
    else if (e.key === 'ArrowUp') mark(active > 0 ? active - 1 : last);
    else if (e.key === 'Enter' && active >= 0) choose(active);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
  });
  input.addEventListener('blur', close);
};

document.querySelectorAll('[data-combobox]').forEach(field => {
  if (field.dataset.ready) return;
  field.dataset.ready = '1';
  attach(field);
});
