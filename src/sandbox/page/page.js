// Links and forms work without this. With it they change the page in its place, and what changes by itself
// (the service at work, another tab) is shown as soon as it happens.
import { morph } from './morph.js';
import { markUnread } from './unread.js';

const clock = { text: null, serverMs: 0, hereMs: 0 };
let asked = 0;
let applied = 0;

/** Shows what an address answers. `refreshing`: nobody asked. `sent`: the form that asked. `focus`: the id to go to. */
async function show(request, { refreshing = false, sent = null, focus = null } = {}) {
  asked += 1;
  const number = asked;
  const response = await fetch(request);
  const text = await response.text();
  if (number < applied) return;
  applied = number;
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  const page = new DOMParser().parseFromString(text, 'text/html');
  const atBottom = new Map();
  for (const box of document.querySelectorAll('[data-stick]')) {
    atBottom.set(box.id, box.scrollHeight - box.scrollTop - box.clientHeight < 60);
  }
  morph(document.body, page.body, sent);
  if (!refreshing && response.url !== location.href) {
    history.pushState(null, '', response.url.split('#')[0]);
  }
  settle(atBottom);
  if (focus !== null) document.getElementById(focus)?.focus();
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

let refreshingNow = false;
let refreshAgain = false;

/** The same address once more; never two at once. */
async function refresh() {
  refreshAgain = true;
  if (refreshingNow) return;
  refreshingNow = true;
  while (refreshAgain) {
    refreshAgain = false;
    // While the service is stopped there is nothing to show; the stream of changes tells when it is back.
    await show(location.href, { refreshing: true }).catch(() => undefined);
  }
  refreshingNow = false;
}

function complain(error) {
  document.documentElement.dataset.away = error instanceof TypeError ? 'away' : 'wrong';
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
  document.documentElement.dataset.away = 'away';
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
