/**
 * Something that a person may want to look at again; it decides nothing. `says` is Markdown that may stand in prose and
 * lists, names nobody and blames nobody. `line` of the text, from 1; null: several.
 */
export type Hint = {
  about:
    | 'placeholder'
    | 'box-twice'
    | 'severity-differs'
    | 'person-as-cause'
    | 'action-without-owner'
    | 'action-without-verb';
  line: number | null;
  says: string;
};
