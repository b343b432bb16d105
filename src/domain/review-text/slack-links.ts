const permalink =
  /https:\/\/(?:[a-z0-9-]{1,80}\.){1,3}slack\.com\/archives\/[CGD][A-Z0-9]{6,20}\/p\d{10,20}(?!\w)/i;

/** Whether a text links to one message in Slack. */
export function linksToMessage(text: string): boolean {
  return permalink.test(text);
}
