/** Codes with which every method may answer. */
export const COMMON_ERRORS: readonly string[] = [
  'account_inactive',
  'invalid_arguments',
  'invalid_auth',
  'invalid_form_data',
  'invalid_json',
  'invalid_post_type',
  'json_not_object',
  'missing_post_type',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'token_revoked',
];
