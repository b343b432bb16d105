import type { Part, Parts } from '../config.ts';

/** What the acts of the command line need of the process that they run in. */
export type Shell = {
  /** The needed parts of the configuration, or the end of the process with every mistake told. */
  config<P extends Part>(needs: readonly P[]): Pick<Parts, P>;
  configFile: string;
  /** What may be written nowhere. */
  secrets: readonly string[];
  showProgress(text: string): void;
};
