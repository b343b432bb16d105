import type { Where } from './key-information.ts';
import type { TextPlace } from './told.ts';

/** `of the description`, `in a comment by dora`. */
export function placeWords(place: TextPlace): string {
  switch (place.in) {
    case 'description':
      return 'of the description';
    case 'comment':
      return `in a comment by ${place.by}`;
    case 'timeline':
      return "of the incident's timeline";
  }
}

/** undefined: nobody can be sent to a line of GitLab's own timeline. */
export function whereIn(place: TextPlace, line: number | null): Where | undefined {
  if (place.in === 'timeline') return undefined;
  return { note: place.in === 'comment' ? place.note : null, line };
}
