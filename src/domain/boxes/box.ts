/** What stands in a box: done, open, or does not apply. */
export type BoxState = 'x' | ' ' | '~';

export const boxStates: readonly BoxState[] = ['x', ' ', '~'];

/** What a box is called in its mark, `<!-- guideline:ID -->`; not as something that every object has. */
export const boxId = /^(?!constructor$)[a-z0-9][a-z0-9-]{0,63}$/;

/** Which box, and what stands in it. */
export type Boxes = Readonly<Record<string, BoxState>>;
