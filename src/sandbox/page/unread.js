/**
 * Which issues and conversations have changed since they were looked at: each carries the moment of its
 * latest change, and this tab remembers the moment that was seen. What is there at first counts as seen.
 */
const store = 'sandbox-seen';

export function markUnread() {
  const seen = recall(document.body.dataset.start);
  const isFirst = seen.size === 0;
  for (const link of document.querySelectorAll('[data-thing]')) {
    const { thing, latest } = link.dataset;
    const isLookedAt = link.hasAttribute('aria-current') && link.offsetParent !== null;
    if (isFirst || isLookedAt) seen.set(thing, latest);
    mark(link, latest > (seen.get(thing) ?? ''));
  }
  for (const tab of document.querySelectorAll('[data-part]')) {
    mark(tab, document.querySelector(`#${tab.dataset.part} .unread`) !== null);
  }
  sessionStorage.setItem(store, JSON.stringify([document.body.dataset.start, ...seen]));
}

function mark(link, isUnread) {
  link.classList.toggle('unread', isUnread);
  if (isUnread) link.setAttribute('aria-description', 'something new');
  else link.removeAttribute('aria-description');
}

/** What was seen of this start of the sandbox; another start is another world. */
function recall(start) {
  const [of, ...seen] = JSON.parse(sessionStorage.getItem(store) ?? '[]');
  return new Map(of === start ? seen : []);
}
