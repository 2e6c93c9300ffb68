/* Suggestions while typing the name of a local government (ARIA combobox with a listbox). Without this file the name is looked up when the form is sent. */
const MIN = 3;

document.querySelectorAll('input[data-places]').forEach(input => {
  const box = document.createElement('div'), list = document.createElement('ul'), status = document.createElement('p');
  let active = -1, asked = 0, timer;

  box.className = 'menu';
  list.className = 'menu-p';
  list.id = `${input.id}-lista`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels[0].textContent);
  status.className = 'vh';
  status.setAttribute('role', 'status');
  input.before(box);
  box.append(input, list, status);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value);

  const mark = index => {
    active = index;
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', i === index));
    if (index < 0) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  };
  const open = on => {
    list.hidden = !on;
    input.setAttribute('aria-expanded', on);
    mark(-1);
  };
  const choose = index => {
    input.value = list.children[index].textContent;
    open(false);
    // For what else watches the field.
    input.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'chosen' }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const show = labels => {
    list.replaceChildren(...labels.map((label, i) => {
      const li = document.createElement('li');
      li.id = `${list.id}-${i}`;
      li.setAttribute('role', 'option');
      li.textContent = label;
      // Not a click: the field must keep the focus.
      li.addEventListener('mousedown', e => {
        e.preventDefault();
        choose(i);
      });
      return li;
    }));
    open(labels.length > 0);
    status.textContent = `${input.dataset.found} ${labels.length}`;
  };
  const look = async () => {
    const mine = ++asked;
    try {
      const response = await fetch(`${input.dataset.places}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: 'application/json' } });
      const found = response.ok ? await response.json() : [];
      // An answer that was overtaken is not shown.
      if (mine === asked && document.activeElement === input) show(found.map(place => place.label));
    } catch { /* No connection: the server looks the name up. */ }
  };

  input.addEventListener('input', e => {
    if (e.detail === 'chosen') return;
    clearTimeout(timer);
    asked++;
    if (input.value.trim().length < MIN) open(false);
    else timer = setTimeout(look, 150);
  });
  input.addEventListener('keydown', e => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    if (e.key === 'ArrowDown') mark(active < last ? active + 1 : 0);
    else if (e.key === 'ArrowUp') mark(active > 0 ? active - 1 : last);
    else if (e.key === 'Enter' && active >= 0) choose(active);
    else if (e.key === 'Escape') open(false);
    else return;
    e.preventDefault();
  });
  input.addEventListener('blur', () => open(false));
});
