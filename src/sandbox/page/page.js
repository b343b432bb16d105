// Links and forms work without this. With it they change the page in its place, and what changes by itself
// (the service at work, another tab) is shown as soon as it happens.
import { morph } from './morph.js';
import { markUnread } from './unread.js';

const clock = { text: null, serverMs: 0, hereMs: 0 };
let wishes = 0;
let refreshes = 0;

/**
 * Shows what the visitor asked for, unless they have asked for something else meanwhile. `sent`: the form that
 * asked. `focus`: the id to go to.
 */
async function show(request, { sent = null, focus = null } = {}) {
  wishes += 1;
  const wish = wishes;
  const before = refreshes;
  const answer = await look(request);
  if (wish !== wishes) return;
  if (answer.url !== location.href) history.pushState(null, '', answer.url.split('#')[0]);
  put(answer.page, sent);
  if (focus !== null) document.getElementById(focus)?.focus();
  // This answer may be older than what has been seen since.
  if (before !== refreshes) void refresh();
}

async function look(request) {
  const response = await fetch(request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  return { url: response.url, page: new DOMParser().parseFromString(text, 'text/html') };
}

function put(page, sent = null) {
  const atBottom = new Map();
  for (const box of document.querySelectorAll('[data-stick]')) {
    atBottom.set(box.id, box.scrollHeight - box.scrollTop - box.clientHeight < 60);
  }
  morph(document.body, page.body, sent);
  settle(atBottom);
}

/** What the server does not know of. */
function settle(atBottom = new Map()) {
  for (const box of document.querySelectorAll('[data-stick]')) {
    if (atBottom.get(box.id) ?? true) box.scrollTop = box.scrollHeight;
  }
  clock.text = document.querySelector('.clock time');
  clock.serverMs = Date.parse(clock.text.dateTime);
  clock.hereMs = performance.now();
  markUnread();
}

let refreshing = false;
let again = false;

/** The same address once more, never two at once. What the visitor asked for meanwhile goes first. */
async function refresh() {
  again = true;
  if (refreshing) return;
  refreshing = true;
  while (again) {
    again = false;
    const wish = wishes;
    const { href } = location;
    // While the service is stopped there is nothing to see; the stream of changes tells when it is back.
    const answer = await look(href).catch(() => null);
    if (answer === null) continue;
    refreshes += 1;
    if (wish === wishes && href === location.href) put(answer.page);
    else again = true;
  }
  refreshing = false;
}

function complain() {
  document.documentElement.dataset.away = '';
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.defaultPrevented || event.button !== 0) return;
  if (link.dataset.click) tellOfClick(link);
  const isHere = link.origin === location.origin && link.pathname === '/' && !link.target;
  if (!isHere || link.classList.contains('skip') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const focus = link.dataset.then ?? (link.hash ? link.hash.slice(1) : null);
  show(link.href, { focus }).catch(complain);
});

/** Slack opens the link of a button and tells the app as well. */
function tellOfClick(link) {
  const body = new URLSearchParams({ ts: link.dataset.ts, label: link.textContent });
  fetch(link.dataset.click, { method: 'POST', body, redirect: 'manual' }).catch(complain);
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.ariaBusy === 'true') return;
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  if ('over' in form.dataset) {
    startOver(form.action).catch(complain);
    return;
  }
  const isGet = form.method === 'get';
  const address = isGet ? `${form.action}?${fields}` : form.action;
  form.ariaBusy = 'true';
  show(new Request(address, isGet ? {} : { method: 'POST', body: fields }), {
    sent: form,
    focus: form.dataset.then ?? null,
  })
    .then(() => 'clear' in form.dataset && form.reset())
    .catch(complain)
    .finally(() => {
      form.ariaBusy = null;
    });
});

document.addEventListener('change', (event) => {
  const { target } = event;
  if (target.matches('select[data-go]')) target.form.requestSubmit();
  if (!target.matches('input[data-line]')) return;
  const { line, was } = target.dataset;
  const body = new URLSearchParams({ line, was });
  show(new Request(target.closest('[data-box]').dataset.box, { method: 'POST', body })).catch(complain);
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') event.target.closest('form')?.querySelector('[data-escape]')?.click();
});

window.addEventListener('popstate', () => {
  show(location.href).catch(complain);
});

const changes = new EventSource('/sandbox/changes');
changes.addEventListener('message', refresh);
changes.addEventListener('open', () => {
  delete document.documentElement.dataset.away;
  void refresh();
});
changes.addEventListener('error', () => {
  complain();
});

/** The sandbox stops and comes again at the same address. */
async function startOver(action) {
  const { start } = document.body.dataset;
  changes.close();
  await fetch(action, { method: 'POST' });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const answer = await fetch('/').catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
    if (page.body.dataset.start && page.body.dataset.start !== start) break;
  }
  location.assign('/');
}

const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The sandbox's clock goes on between two looks. */
setInterval(() => {
  const now = new Date(clock.serverMs + performance.now() - clock.hereMs);
  const text = `${day.format(now)}, ${now.toISOString().slice(11, 16)}`;
  if (clock.text.textContent !== text) clock.text.textContent = text;
}, 1000);

settle();
