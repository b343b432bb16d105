import type { Instant } from '../words.ts';
import type { ChartKind } from './chart.ts';

/**
 * A picture that was uploaded. `upload`: as GitLab answered it, for issues of that project alone; see `isUpload`. It stays
 * there when its review is moved.
 */
export type PlacedUpload = { project: number; upload: string };

/**
 * A chart that was uploaded to the project of its review, with where it came from. `service`, `query` and `alt` are, or
 * contain, the user's own words: neutralise them where people read.
 */
export type PlacedChart = PlacedUpload & {
  service: string;
  kind: ChartKind;
  alt: string;
  /** As it was evaluated every `stepSeconds` from `start` to `end`. */
  query: string;
  start: Instant;
  end: Instant;
  stepSeconds: number;
  readAt: Instant;
  /** The address of the metrics source, without anything secret. */
  source: string;
  /** Where people can see the query; null: nowhere is configured. */
  link: string | null;
};

/** Whether an address is that of an upload as GitLab words it, which can stand in Markdown as it is. */
export function isUpload(address: string): boolean {
  return (
    /^\/uploads\/[0-9a-f]{32}\/[a-z0-9](?:[a-z0-9_-]|\.(?=[a-z0-9]))*$/i.test(address) && address.length < 300
  );
}
