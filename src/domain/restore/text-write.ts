/**
 * A text that we wrote, and the one that we had read for it. `restores`: the write whose overwritten edit it brings back;
 * null: it is ours alone.
 */
export type TextWrite = { base: string; text: string; restores: number | null };

/** The same as it is kept, in their order. `previous`: what stood there instead of the one that we had read; null: it did. */
export type KeptTextWrite = TextWrite & { id: number; previous: string | null };

/** The write that took the place of `previous`, and those that followed, whether or not GitLab took them. */
export type Overwrite = {
  first: KeptTextWrite;
  later: readonly KeptTextWrite[];
  previous: string;
  now: string;
};
