/* Suggestions while typing (ARIA combobox with a listbox): names of local governments, and where a search may lead. Without this file the form is sent as it is. */
document.querySelectorAll('input[data-places], input[data-suggest]').forEach(input => {
  const source = input.dataset.places || input.dataset.suggest, min = +(input.dataset.min || 3);
  const box = document.createElement('div'), list = document.createElement('ul'), status = document.createElement('p');
  let active = -1, asked = 0, timer, items = [];

  box.className = 'menu';
  list.className = 'menu-p';
  list.id = `${input.id}-lista`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.list || input.labels[0].textContent);
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
    open(false);
    if (items[index].url) {
      location.href = items[index].url;
      return;
    }
    input.value = items[index].label;
    // For what else watches the field.
    input.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'chosen' }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const show = found => {
    items = found;
    list.replaceChildren(...found.map((item, i) => {
      const li = document.createElement('li');
      li.id = `${list.id}-${i}`;
      li.setAttribute('role', 'option');
      li.textContent = item.label;
      if (item.group) {
        const group = document.createElement('small');
        group.textContent = item.group;
        li.append(' ', group);
      }
      // Not a click: the field must keep the focus.
      li.addEventListener('mousedown', e => {
        e.preventDefault();
        choose(i);
      });
      return li;
    }));
    open(found.length > 0);
    status.textContent = `${input.dataset.found} ${found.length}`;
  };
  const look = async () => {
    const mine = ++asked;
    try {
      const response = await fetch(`${source}?q=${encodeURIComponent(input.value)}`, { headers: { Accept: 'application/json' } });
      const found = response.ok ? await response.json() : [];
      // An answer that was overtaken is not shown.
      if (mine === asked && document.activeElement === input) show(found);
    } catch { /* No connection: the server looks the name up. */ }
  };

  input.addEventListener('input', e => {
    if (e.detail === 'chosen') return;
    clearTimeout(timer);
    asked++;
    if (input.value.trim().length < min) open(false);
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
