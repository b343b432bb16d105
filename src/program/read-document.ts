import { createReadStream } from 'node:fs';
import type { Document } from '../cli/world.ts';

/** No incident is described in more; a larger file is a log or a dump that was named by mistake. */
const mostMiB = 16;
const mostBytes = mostMiB * 1024 * 1024;

/** The text of a file, or in a phrase why there is none; `-` is standard input. Reads no further than the limit. */
export async function readDocument(path: string): Promise<Document> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const source: AsyncIterable<Buffer> = path === '-' ? process.stdin : createReadStream(path);
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) return { unreadable: `it has more than ${mostMiB} MiB` };
      chunks.push(chunk);
    }
  } catch (error) {
    return { unreadable: whyNot(error) };
  }
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Buffer): Document {
  if (bytes.includes(0)) return { unreadable: 'it is no text: it has NUL bytes (UTF-16 has them too)' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { unreadable: 'it is no UTF-8 text' };
    throw error;
  }
}

const inPlainWords: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
};

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Without a code of the system it is a bug of ours, and no property of the file.
  if (code === '') throw error;
  return inPlainWords[code] ?? error.message;
}
