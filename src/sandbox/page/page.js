// Fetches what changes and puts it in place. What a visitor has folded or unfolded stays so.
const main = document.getElementById('main');
let shown = null;

async function refresh() {
  const answer = await fetch('/sandbox/main');
  const text = await answer.text();
  if (!answer.ok || text === shown) return;
  const isFirst = shown === null;
  shown = text;
  if (!isFirst || main.childElementCount === 0) replace(text);
}

function replace(text) {
  const folded = new Map();
  for (const [key, details] of foldable()) folded.set(key, details.open);
  main.innerHTML = text;
  for (const [key, details] of foldable()) details.open = folded.get(key) ?? details.open;
}

/** Everything that can be folded, with a name that stays the same. */
function* foldable() {
  for (const issue of main.querySelectorAll('.issue')) {
    for (const [index, details] of issue.querySelectorAll('details').entries()) {
      yield [`${issue.id}/${index}`, details];
    }
  }
}

async function keepFresh() {
  // While the service is stopped or restarts there is nothing to show: the next look may find it again.
  await refresh().catch(() => undefined);
  setTimeout(keepFresh, 500);
}

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  event.target.querySelector('button').disabled = true;
  await fetch(event.target.action, { method: 'POST' });
  await refresh();
});

void keepFresh();
