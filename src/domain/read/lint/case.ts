import type { Document } from '../document/document.ts';
import type { Candidate, StatedLength } from '../evidence/candidates.ts';
import type { Choice } from '../evidence/choose.ts';
import type { Finding } from '../reading.ts';

/** What a check looks at: the document, and what was read from it. */
export type Case = {
  document: Document;
  choice: Choice;
  candidates: Candidate[];
  minutes: number | null;
  downtimeMinutes: number | null;
  stated: StatedLength | null;
  /** Of several windows each has its own start and end. */
  isSeveral: boolean;
};

/** One thing that may be wrong with a document. */
export type Check = (one: Case) => Finding[];
