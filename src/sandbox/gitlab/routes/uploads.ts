import { canUpload } from '../access.ts';
import { badParameter, forbidden, tooLarge } from '../http/errors.ts';
import { findProject } from '../http/find.ts';
import { route, WRITE } from '../http/route.ts';
import { keepUpload } from '../rules/uploads.ts';
import { uploadView } from '../views/records.ts';

/** Files for the texts of a project. */
export const uploadRoutes = [
  route({
    method: 'POST',
    pattern: '/projects/:id/uploads',
    scopes: WRITE,
    body: { file: 'file' },
    handle: (call) => {
      const { world, body, user } = call;
      const project = findProject(call, call.path.id ?? '');
      if (!canUpload(user, project)) throw forbidden();
      if (body.file == null) throw badParameter('file is missing');
      if (body.file.content.length > world.settings.largestUpload) throw tooLarge();
      return { status: 201, body: uploadView(world, keepUpload(world, project, body.file, user)) };
    },
  }),
];
