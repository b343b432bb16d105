/**
 * Makes one tree like another and leaves alone whatever is the same, so that focus, folds, scroll and
 * half-typed text stay. Siblings are told apart by their ids, folds by their summaries. What carries
 * `data-keep` is not touched at all while it is there, but for the one that is `done` with.
 */
export function morph(from, to, done = null) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from !== done && from.hasAttribute('data-keep')) return;
  takeAttributes(from, to);
  // What is being typed belongs to the visitor.
  if (from.nodeName !== 'TEXTAREA') takeChildren(from, to, done);
}

function takeAttributes(from, to) {
  for (const { name, value } of to.attributes) {
    if (!isFold(from, name) && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (!isFold(from, name) && !to.hasAttribute(name)) from.removeAttribute(name);
  }
  if (from.type === 'checkbox') from.checked = to.hasAttribute('checked');
  if (from.nodeName === 'OPTION') from.selected = to.hasAttribute('selected');
}

/** Folded or unfolded is what the visitor made it. */
function isFold(element, name) {
  return name === 'open' && element.nodeName === 'DETAILS';
}

function takeChildren(from, to, done) {
  const wantedKeys = new Set([...to.children].map(keyOf).filter(Boolean));
  const known = new Map();
  for (const child of [...from.children]) {
    const key = keyOf(child);
    if (!key) continue;
    if (wantedKeys.has(key)) known.set(key, child);
    else child.remove();
  }
  const wasThere = known.size > 0;
  let place = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const key = keyOf(wanted);
    const same = key ? known.get(key) : isAlike(place, wanted) ? place : undefined;
    known.delete(key);
    if (!same || same.nodeName !== wanted.nodeName) {
      // New among what was there already: for a moment it may be seen that it has just come.
      if (wasThere && wanted.id) wanted.classList.add('arrived');
      from.insertBefore(wanted, place);
      continue;
    }
    if (same === place) place = place.nextSibling;
    else from.insertBefore(same, place);
    morph(same, wanted, done);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** What tells a node from its siblings; empty: nothing. */
function keyOf({ id, nodeName, firstElementChild }) {
  return id || (nodeName === 'DETAILS' ? `fold ${firstElementChild?.textContent}` : '');
}

function isAlike(node, wanted) {
  return (
    node !== null && !keyOf(node) && node.nodeType === wanted.nodeType && node.nodeName === wanted.nodeName
  );
}
