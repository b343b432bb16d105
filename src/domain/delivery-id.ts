/** What GitLab sends is a UUID. Anything longer or stranger is not fit for keys, logs and command lines. */
const plainId = /^[\w.:-]{1,128}$/;

/** Whether the sender's own key of a delivery can be used as it is. */
export function isPlainId(id: string): boolean {
  return plainId.test(id);
}
