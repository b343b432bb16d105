import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world.ts';
import { write } from './answer.ts';
import { readBody, readForm } from './read.ts';

/** The content of a file, at the address that `files.getUploadURLExternal` gave: a form, or the bare bytes. */
export async function serveUpload(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const upload = world.db.uploads.get(path);
  const body = await readBody(request);
  if (!upload) return write(response, world.now(), { status: 404, body: 'not found', headers: {} });
  const received = await size(body, request.headers['content-type'] ?? '');
  if (received !== upload.length) {
    const what = `${received} bytes of ${upload.name}, announced with ${upload.length}`;
    world.journal.unforeseen.push({ what, where: 'upload' });
  }
  upload.received = received;
  write(response, world.now(), { status: 200, body: `OK - ${received}`, headers: {} });
}

async function size(body: Buffer, contentType: string): Promise<number> {
  if (!contentType.startsWith('multipart/form-data')) return body.length;
  const files = [...(await readForm(body, contentType)).values()].filter(
    (value) => typeof value !== 'string',
  );
  return files.reduce((total, file) => total + file.size, 0);
}
