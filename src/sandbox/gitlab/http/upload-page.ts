import { findUpload, isUploadAddress, typeShown } from '../rules/uploads.ts';
import type { World } from '../world.ts';
import type { Page } from './page.ts';

/** An upload for somebody who is not signed in, whom GitLab sends to sign in; null: no address of an upload. */
export function uploadPage(world: World, path: string): Page | null {
  if (!isUploadAddress(path)) return null;
  const upload = findUpload(world, path, null);
  if (!upload) {
    return { status: 302, type: 'text/html', body: '', headers: { location: `${world.url}/users/sign_in` } };
  }
  return {
    status: 200,
    type: typeShown(upload),
    body: upload.content,
    headers: { 'x-content-type-options': 'nosniff', 'cache-control': 'max-age=0, private, must-revalidate' },
  };
}
