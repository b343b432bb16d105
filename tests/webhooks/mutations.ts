import fc from 'fast-check';

/** A place in a JSON value: its container and the key in it. */
type Place = { container: unknown[] | Record<string, unknown>; key: string };

type Spoil = (body: unknown) => unknown;

/**
 * Deliveries as no GitLab would send them: each is one of the given JSON texts with one to four of its nodes
 * dropped, replaced, copied over each other, repeated or renamed. Every value is fresh.
 */
export function mutatedDelivery(texts: readonly string[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(spoil, { minLength: 1, maxLength: 4 }))
    .map(([text, spoils]) => spoils.reduce<unknown>((body, apply) => apply(body), JSON.parse(text)));
}

const oneMebibyte = 1_048_576;

function nested(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'core';
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

/** Built anew for every use, since a later mutation may change what an earlier one put in. */
const rareValues: (() => unknown)[] = [
  () => 'x'.repeat(oneMebibyte),
  () => '2026-05-28T06:11:46.'.padEnd(oneMebibyte, '0'),
  () => '\ud800'.repeat(10_000),
  () => nested(500, (inner) => [inner]),
  () => nested(500, (inner) => ({ object_attributes: inner })),
  () => Array.from({ length: 5000 }, (_, index) => ({ title: `label ${index}` })),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

const plainValues: unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  2,
  3,
  -1,
  1.5,
  Number.NaN,
  Number('1e400'),
  Number('-1e400'),
  2 ** 53,
  Number.MIN_VALUE,
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  'toString',
  // Words and dates in other places, where they are allowed or not.
  'opened',
  'closed',
  'Incident',
  'incident',
  'Issue',
  'Task',
  'critical',
  'LOW',
  'unknown',
  'issue',
  'work_item',
  'note',
  'push',
  'confidential_issue',
  'confidential_note',
  'create',
  'MergeRequest',
  'https://gitlab.example.com/acme/production/-/issues/7',
  '2026-05-28T06:11:46.057Z',
  '2023-05-25 17:12:06 UTC',
  '2013-12-03T17:15:43+0200',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '0000-00-00 00:00:00 UTC',
  '2999-12-31T23:59:59.999-14:00',
  '2026-06-04',
];

const value: fc.Arbitrary<() => unknown> = fc.oneof(
  { weight: 89, arbitrary: fc.constantFrom(...plainValues).map((plain) => () => plain) },
  { weight: 5, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((json) => () => structuredClone(json)) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      () => [],
      () => ({}),
      () => [null],
      () => ({ previous: 1 }),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...rareValues) },
);

const spoil: fc.Arbitrary<Spoil> = fc.oneof(
  fc.nat().map((at) => onPlace(at, drop)),
  fc.tuple(fc.nat(), value).map(([at, make]) => onPlace(at, (place) => put(place, make()))),
  fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => copy(from, to)),
  fc.nat().map((at) => onPlace(at, repeat)),
  fc
    .tuple(fc.nat(), fc.constantFrom('__proto__', 'constructor', 'labels', 'changes', 'issue', 'state', 'x'))
    .map(([at, name]) => onPlace(at, (place) => rename(place, name))),
);

function onPlace(at: number, act: (place: Place) => void): Spoil {
  return (body) => {
    const places = placesIn(body);
    const place = places[at % Math.max(places.length, 1)];
    if (place) act(place);
    return body;
  };
}

function copy(from: number, to: number): Spoil {
  return (body) => {
    const places = placesIn(body);
    const source = places[from % Math.max(places.length, 1)];
    const target = places[to % Math.max(places.length, 1)];
    if (source && target) put(target, structuredClone(get(source)));
    return body;
  };
}

function drop({ container, key }: Place): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
}

/** Defines rather than assigns, so that `__proto__` becomes a key, as `JSON.parse` makes it. */
function put({ container, key }: Place, put: unknown): void {
  Object.defineProperty(container, key, { value: put, enumerable: true, writable: true, configurable: true });
}

function repeat(place: Place): void {
  const { container } = place;
  if (Array.isArray(container)) container.push(structuredClone(get(place)));
  else put(place, [get(place), structuredClone(get(place))]);
}

function rename(place: Place, name: string): void {
  if (Array.isArray(place.container)) return;
  const kept = get(place);
  drop(place);
  put({ container: place.container, key: name }, kept);
}

function get({ container, key }: Place): unknown {
  return Reflect.get(container, key);
}

const mostPlaces = 1000;

/** All places, those near the root first; what lies deeper than the first thousand stays as it is. */
function placesIn(body: unknown): Place[] {
  const places: Place[] = [];
  const containers = isContainer(body) ? [body] : [];
  for (const container of containers) {
    for (const key of Object.keys(container)) {
      if (places.length >= mostPlaces) return places;
      const place = { container, key };
      places.push(place);
      const inner = get(place);
      if (isContainer(inner)) containers.push(inner);
    }
  }
  return places;
}

function isContainer(value: unknown): value is Place['container'] {
  return typeof value === 'object' && value !== null;
}
