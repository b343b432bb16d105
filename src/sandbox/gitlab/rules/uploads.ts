import { canReadUploads } from '../access.ts';
import type { SentFile } from '../http/sent-file.ts';
import { nextId, type Project, type Upload, type User } from '../state.ts';
import { projectByRef, stamp, type World } from '../world.ts';

/** Keeps a file; each time anew, also when it is the same. In its name GitLab leaves letters, digits and `.-+_`. */
export function keepUpload(world: World, project: Project, file: SentFile, by: User): Upload {
  const upload: Upload = {
    id: nextId(world.db, 'upload'),
    project: project.id,
    secret: world.random.hex(32),
    name: file.name.replace(/[^\p{L}\p{N}_.+-]/gu, '_'),
    type: file.type,
    content: file.content,
    by: by.username,
    at: stamp(world),
  };
  world.uploads.push(upload);
  world.changed();
  return upload;
}

/** Takes a file away, for good; false: there is none of this secret and name. */
export function deleteUpload(world: World, project: Project, secret: string, name: string): boolean {
  const at = world.uploads.findIndex(
    (one) => one.project === project.id && one.secret === secret && one.name === name,
  );
  if (at < 0) return false;
  world.uploads.splice(at, 1);
  world.changed();
  return true;
}

/** By the project's id, or by its path. */
const address = /^\/(?:-\/project\/(\d+)|([^/]+(?:\/[^/]+)+))\/uploads\/([0-9a-f]{32})\/([^/]+)$/;

export function isUploadAddress(path: string): boolean {
  return address.test(path);
}

/** The upload at an address of GitLab's pages; null: there is none for this reader. `reader` null: nobody signed in. */
export function findUpload(world: World, path: string, reader: User | null): Upload | null {
  const [, id, projectPath = '', secret, name] = address.exec(path) ?? [];
  const project = projectByRef(world.db, id ?? projectPath);
  if (!project || !canReadUploads(reader, project)) return null;
  const isIt = (one: Upload) => one.project === project.id && one.secret === secret && one.name === name;
  return world.uploads.find(isIt) ?? null;
}

/** Pictures are shown; everything else is for download, whatever it says it is. */
export function typeShown({ type }: Upload): string {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(type) ? type : 'application/octet-stream';
}
