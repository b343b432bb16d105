import { canDeleteUploads, canUpload } from '../access.ts';
import { ApiError, badParameter, forbidden, tooLarge } from '../http/errors.ts';
import { findProject } from '../http/find.ts';
import { requireFeature } from '../http/require-feature.ts';
import { route, WRITE } from '../http/route.ts';
import { deleteUpload, keepUpload } from '../rules/uploads.ts';
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
  route({
    method: 'DELETE',
    pattern: '/projects/:id/uploads/:secret/:filename',
    scopes: WRITE,
    handle: (call) => {
      requireFeature(call, 'uploadBySecret');
      const { world, user, path } = call;
      const project = findProject(call, path.id ?? '');
      if (!canDeleteUploads(user, project)) throw forbidden();
      if (!deleteUpload(world, project, path.secret ?? '', path.filename ?? '')) throw nothingToDelete();
      return { status: 204, body: null };
    },
  }),
];

/** Where others answer 404, GitLab says 400 (lib/api/markdown_uploads.rb, app/services/uploads/destroy_service.rb). */
function nothingToDelete(): ApiError {
  const why =
    "The resource that you are attempting to access does not exist or you don't have permission to perform this action.";
  return new ApiError(400, { message: `400 Bad request - ${why}` });
}
