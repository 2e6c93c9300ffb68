/* Baza Dobrych Praktyk: progressive enhancement only. Every page works without this file. */
(() => {
  const root = document.documentElement;
  const $ = (s, c = document) => c.querySelector(s);
  const $$ = (s, c = document) => [...c.querySelectorAll(s)];
  root.classList.add('js');

  /* View preferences. The server reads the same cookie and renders the same attributes. */
  const attr = { tekst: 'text', kontrast: 'contrast', motyw: 'theme' };
  const html = { wysoki: 'high', zwykly: 'std' };
  const prefs = { tekst: '1', kontrast: 'zwykly', motyw: 'auto', ...Object.fromEntries(new URLSearchParams((document.cookie.match(/(?:^|; )widok=([^;]*)/) || [])[1] || '')) };
  const apply = name => { root.dataset[attr[name]] = html[prefs[name]] || prefs[name]; };
  Object.keys(attr).forEach(apply);
  $$('.prefs').forEach(f => f.addEventListener('submit', e => {
    const b = e.submitter;
    if (!b) return;
    e.preventDefault();
    prefs[b.name] = b.name !== 'kontrast' ? b.value : prefs.kontrast === 'wysoki' ? 'zwykly' : 'wysoki';
    apply(b.name);
    document.cookie = `widok=${new URLSearchParams(prefs)}; path=/; max-age=31536000; samesite=lax`;
  }));

  /* Dropdowns: close on Escape and on a click elsewhere. */
  const menus = 'details.menu[open],details.mega[open]';
  addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    $$(menus).forEach(d => { d.open = false; $('summary', d).focus(); });
  });
  addEventListener('click', e => $$(menus).forEach(d => d.contains(e.target) || (d.open = false)));

  /* Small actions. */
  addEventListener('click', async e => {
    const b = e.target.closest('[data-print],[data-copy],[data-reveal]');
    if (!b) return;
    if ('print' in b.dataset) print();
    if (b.dataset.reveal) {
      const i = $(b.dataset.reveal), on = i.type === 'password';
      i.type = on ? 'text' : 'password';
      b.setAttribute('aria-pressed', on);
    }
    if (b.dataset.copy) {
      await navigator.clipboard.writeText(b.dataset.copy === 'url' ? location.href : $(b.dataset.copy).textContent.trim());
      const t = $('span', b) || b, old = t.textContent;
      t.textContent = b.dataset.done;
      setTimeout(() => { t.textContent = old; }, 2000);
    }
  });

  /* Table of contents: mark the section in view. */
  const toc = $('.toc');
  if (toc && 'IntersectionObserver' in window) {
    const links = new Map($$('a[href^="#"]', toc).map(a => [a.hash.slice(1), a]));
    const io = new IntersectionObserver(es => es.forEach(e => {
      if (!e.isIntersecting) return;
      links.forEach(a => a.removeAttribute('aria-current'));
      links.get(e.target.id).setAttribute('aria-current', 'true');
    }), { rootMargin: '0px 0px -75% 0px' });
    links.forEach((a, id) => { const el = document.getElementById(id); if (el) io.observe(el); });
  }

  /* Map and its table point at each other. */
  $$('[data-region]').forEach(el => ['mouseenter', 'mouseleave', 'focusin', 'focusout'].forEach(t => el.addEventListener(t, () => {
    const on = t === 'mouseenter' || t === 'focusin';
    $$(`[data-region="${el.dataset.region}"]`).forEach(x => x.classList.toggle('hot', on));
  })));
})();
