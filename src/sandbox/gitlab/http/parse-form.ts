import { ApiError, UnforeseenError } from './errors.ts';
import type { Raw } from './fields.ts';
import type { SentFile } from './sent-file.ts';

/** Values by name, files as `SentFile`. What is no form is refused; a name that comes twice nobody foresaw. */
export async function parseForm(body: Buffer, contentType: string): Promise<Raw> {
  const raw: Raw = {};
  for (const [name, value] of await readForm(body, contentType)) {
    if (Object.hasOwn(raw, name)) throw new UnforeseenError(`${name} twice in a form`);
    raw[name] = typeof value === 'string' ? value : await readFile(value);
  }
  return raw;
}

async function readForm(body: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ApiError(400, { error: 'Problem parsing request body' });
  }
}

async function readFile(file: File): Promise<SentFile> {
  return { name: file.name, type: file.type, content: Buffer.from(await file.arrayBuffer()) };
}
