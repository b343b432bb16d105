import { Problem } from '../../../domain/problems.ts';

/**
 * Classes and codes of PostgreSQL (appendix A of its manual) that speak of the server, of the way to it or of
 * others at work on it, and not of our own statements.
 */
const ofTheWorld = [
  '08', // connection exceptions
  '0A', // such as a server that is too old
  '25006', // read-only: a standby, or a primary that is being replaced
  '25P03', // idle in a transaction for too long: we were stopped in the middle
  '28', // the user or the password
  '3D', // no such database
  '3F', // no such schema
  '40', // deadlock, serialization: somebody else was at it
  '42501', // no privilege
  '53', // disk full, out of memory, too many connections
  '54', // limits of the server
  '55', // locks, objects in use
  '57', // shut down, cancelled
  '58', // input and output
];

const ofDamage = ['XX001', 'XX002'];

/** Another connection may work, perhaps to another server: this one is not to be used again. */
const endsConnection = ['08', '25006', '25P03', '57P', '58'];

/** Turns a failure of PostgreSQL or of the way to it into a `Problem`; anything else comes back as it is. */
export function explainFailure(error: unknown, where: string): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const code = codeOf(error);
  if (code !== null) {
    if (code === '42P01' || code === '42703') {
      const mend = 'bring it up to date first';
      return unavailable(`${where} has an older schema (${error.message}): ${mend}`, error);
    }
    const detail = `${where}: ${error.message} (${code})`;
    if (begins(code, ofDamage)) {
      return new Problem('storage-damaged', `${detail}. Restore a backup: docs/operating.md`, {
        cause: error,
      });
    }
    return begins(code, ofTheWorld) ? unavailable(detail, error) : error;
  }
  return isOfConnection(error) ? unavailable(`${where}: ${messageOf(error)}`, error) : error;
}

/** Whether what comes next on the same connection would fail too, or wait behind what failed. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return code === null ? isOfConnection(error) : begins(code, endsConnection);
}

/** Class 23: a key that is there already, a row that is referred to and is not. */
export function isContradiction(error: unknown): boolean {
  return error instanceof Error && codeOf(error)?.startsWith('23') === true;
}

/** Nobody answered in time: a server that is paused, a machine that is gone. What fails at once is no such thing. */
export function isSilent(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === null && ofSilence.test(error.message);
}

/** The five characters that a server answers with. */
function codeOf(error: Error): string | null {
  if (!('severity' in error && 'code' in error && typeof error.code === 'string')) return null;
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

const ofSilence = /^(Query read timeout|timeout exceeded when trying to connect|timeout expired)|ETIMEDOUT/;

/** What the client says when no server answered; some of it has no code. */
const ofTheClient =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client was closed|Client has encountered a connection error|The server does not support SSL|Connection ended|Cannot use a pool after|This socket has been ended)/;

function isOfConnection(error: Error): boolean {
  if (error instanceof AggregateError) return error.errors.every((one) => one instanceof Error);
  if (ofTheClient.test(error.message)) return true;
  // Of the system (ECONNREFUSED), of the look-up (ENOTFOUND), of TLS (CERT_HAS_EXPIRED, ERR_TLS_…).
  return (
    'code' in error && typeof error.code === 'string' && /^(E[A-Z_]+|[A-Z]+(_[A-Z0-9]+)+)$/.test(error.code)
  );
}

function messageOf(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message;
  return error.errors.map((one: unknown) => (one instanceof Error ? one.message : String(one))).join('; ');
}

function begins(code: string, prefixes: string[]): boolean {
  return prefixes.some((prefix) => code.startsWith(prefix));
}

function unavailable(detail: string, cause: Error): Problem {
  return new Problem('storage-unavailable', detail, { cause });
}
