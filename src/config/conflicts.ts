import { guidelineIds } from '../domain/guidelines/index.ts';
import { sameLabel } from '../domain/labels.ts';
import type { Complaint } from './mistakes.ts';
import { type Path, shown, valueAt, written } from './places.ts';
import { defaultPolicy } from './schema.ts';

/**
 * What each value alone cannot tell: values that do not go together. It looks at the raw content, so
 * that a mistake elsewhere in the file does not hide one of these.
 */
export function conflicts(content: unknown): Complaint[] {
  return [
    ...repeated(content, ['gitlab', 'projects'], 'incidents', 'each project of incidents once'),
    ...repeated(content, ['people'], 'gitlab', 'each person once'),
    ...repeated(content, ['services'], 'label', 'each service once'),
    ...repeated(content, ['guidelines', 'extra'], 'id', 'each guideline once'),
    ...repeated(content, ['apps'], null, 'each app once'),
    ...guidelinesOfOurs(content),
    ...wordsOfNothing(content),
    ...ownManagers(content),
    ...labelsWithTwoMeanings(content),
    ...reviewsThatAreIncidents(content),
  ];
}

/** Items of a list that say the same under `key` (null: the items themselves), whatever their case. */
function repeated(content: unknown, path: Path, key: string | null, allowed: string): Complaint[] {
  const seen = new Map<string, number>();
  return listAt(content, path).flatMap((item, index) => {
    const value = key === null ? item : valueAt(item, [key]);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const known = String(value).trim().toLowerCase();
    const first = seen.get(known);
    if (first === undefined) {
      seen.set(known, index);
      return [];
    }
    const place = key === null ? [...path, index] : [...path, index, key];
    return [
      { path: place, found: `${shown(value)}, as in ${written([...path, first])}`, allowed, mend: null },
    ];
  });
}

/** Two boxes with one mark could not be told apart. */
function guidelinesOfOurs(content: unknown): Complaint[] {
  const allowed = `another id than ${guidelineIds.join(', ')}`;
  return listAt(content, ['guidelines', 'extra']).flatMap((extra, index) => {
    const id = valueAt(extra, ['id']);
    if (!guidelineIds.some((own) => own === id)) return [];
    const path = ['guidelines', 'extra', index, 'id'];
    return [{ path, found: `${shown(id)}, a guideline that there is already`, allowed, mend: null }];
  });
}

function wordsOfNothing(content: unknown): Complaint[] {
  return listAt(content, ['guidelines', 'extra']).flatMap((extra, index) => {
    const [words, heading] = [valueAt(extra, ['words']), valueAt(extra, ['heading'])];
    if (typeof words !== 'number' || typeof heading === 'string') return [];
    return [
      {
        path: ['guidelines', 'extra', index, 'words'],
        found: `${shown(words)}, without a heading`,
        allowed: 'words together with heading, which says of which section',
        mend: null,
      },
    ];
  });
}

function ownManagers(content: unknown): Complaint[] {
  return listAt(content, ['people']).flatMap((person, index) => {
    const [username, manager] = [valueAt(person, ['gitlab']), valueAt(person, ['manager'])];
    if (typeof username !== 'string' || typeof manager !== 'string') return [];
    if (username.toLowerCase() !== manager.toLowerCase()) return [];
    return [
      {
        path: ['people', index, 'manager'],
        found: `${shown(manager)}, the same person`,
        allowed: 'another person, or null for somebody without a manager',
        mend: null,
      },
    ];
  });
}

/** Pairs of labels that must differ: one label cannot ask for a review and waive it. */
const oppositeLabels: [Path, Path][] = [
  [
    ['trigger', 'requestedBy'],
    ['trigger', 'notNeeded'],
  ],
  [
    ['trigger', 'labels', 'mitigated'],
    ['trigger', 'labels', 'resolved'],
  ],
  [
    ['incident', 'label'],
    ['trigger', 'notNeeded'],
  ],
  [
    ['incident', 'label'],
    ['trigger', 'requestedBy'],
  ],
];

function labelsWithTwoMeanings(content: unknown): Complaint[] {
  return oppositeLabels.flatMap(([one, other]) => {
    const [a, b] = [labelAt(content, one), labelAt(content, other)];
    if (a === null || b === null || !sameLabel(a, b)) return [];
    // The later of the two was perhaps not written at all: its default clashes with the first.
    const path = valueAt(content, other) === undefined ? one : other;
    const against = path === one ? other : one;
    return [
      {
        path,
        found: `${shown(labelAt(content, path))}, the same label as ${against.join('.')}`,
        allowed: `a label other than that of ${against.join('.')}`,
        mend: null,
      },
    ];
  });
}

/** A review with the label of incidents would be an incident itself, and get a review when it closes. */
function reviewsThatAreIncidents(content: unknown): Complaint[] {
  const ofIncidents = labelAt(content, ['incident', 'label']);
  return listAt(content, ['review', 'labels']).flatMap((label, index) => {
    if (typeof label !== 'string' || ofIncidents === null || !sameLabel(label, ofIncidents)) return [];
    return [
      {
        path: ['review', 'labels', index],
        found: `${shown(label)}, the label of incidents`,
        allowed: 'labels other than that of incident.label: a review is no incident',
        mend: null,
      },
    ];
  });
}

function listAt(content: unknown, path: Path): unknown[] {
  const list = valueAt(content, path);
  return Array.isArray(list) ? list : [];
}

function labelAt(content: unknown, path: Path): string | null {
  const value = valueAt(content, path) ?? valueAt(defaults, path);
  return typeof value === 'string' ? value : null;
}

const defaults: unknown = defaultPolicy();
